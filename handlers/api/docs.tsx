/** GET /docs: /openapi.json made readable, by our own few lines, without any request elsewhere. */
import { Document } from "../page/view/document.tsx";

type Tree = Record<string, unknown>;
const tree = (value: unknown): Tree =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Tree) : {};
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

export const docsPage = (document: unknown) => {
  const { info, paths, components } = tree(document);
  const schemas = tree(tree(components)["schemas"]);
  return (
    <Document title="ftcost API" description={text(tree(info)["description"])} plain>
      <h1>API</h1>
      <p>{text(tree(info)["description"])}</p>
      <p>
        Made from <a href="/openapi.json">/openapi.json</a> (OpenAPI 3.1).
      </p>
      <pre tabindex={0}>{EXAMPLE}</pre>
      {Object.entries(tree(paths)).flatMap(([path, methods]) =>
        Object.entries(tree(methods)).map(([method, operation]) => (
          <Operation method={method} path={path} operation={tree(operation)} />
        )),
      )}
      <h2 id="schemas">Schemas</h2>
      {Object.entries(schemas).map(([name, schema]) => (
        <details id={`schema-${name}`}>
          <summary>{name}</summary>
          <pre tabindex={0}>{JSON.stringify(schema, null, 2)}</pre>
        </details>
      ))}
    </Document>
  );
};

const EXAMPLE = `curl -s $HOST/v1/estimate -H 'content-type: application/json' \\
  -d '{"run":{"baseModel":"meta-llama/Llama-3.1-8B","technique":"qlora","epochs":3,"dataset":{"rows":50000}}}'`;

const Operation = ({
  method,
  path,
  operation,
}: {
  method: string;
  path: string;
  operation: Tree;
}) => {
  const body = tree(
    tree(tree(tree(operation["requestBody"])["content"])["application/json"])["schema"],
  );
  return (
    <section class="operation">
      <h2>
        <code>{`${method.toUpperCase()} ${path}`}</code>
      </h2>
      <p>
        {text(operation["summary"])}. {text(operation["description"])}
      </p>
      <Parameters parameters={list(operation["parameters"])} />
      {Object.keys(body).length > 0 && (
        <p>
          Takes <Reference schema={body} />.
        </p>
      )}
      <ul>
        {Object.entries(tree(operation["responses"])).map(([status, response]) => (
          <li>
            <code>{status}</code> {text(tree(response)["description"])}{" "}
            {Object.entries(tree(tree(response)["content"])).map(([type, content]) => (
              <span>
                (<code>{type}</code>: <Reference schema={tree(tree(content)["schema"])} />)
              </span>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
};

const Parameters = ({ parameters }: { parameters: unknown[] }) =>
  parameters.length === 0 ? null : (
    <p>
      In the {text(tree(parameters[0])["in"])}:{" "}
      {parameters.map((parameter, index) => (
        <span>
          {index > 0 ? ", " : ""}
          <code>{text(tree(parameter)["name"])}</code>
        </span>
      ))}
    </p>
  );

const Reference = ({ schema }: { schema: Tree }) => {
  const name = text(schema["$ref"]).split("/").at(-1) ?? "";
  return name === "" ? <span>an object</span> : <a href={`#schema-${name}`}>{name}</a>;
};
