import { raw } from "hono/html";
import type { Child } from "hono/jsx";

type Props = {
  title: string;
  description: string;
  /** Absolute, for those who unfurl it. */
  address?: string | undefined;
  /** Without the client: nothing on it reacts. */
  plain?: boolean;
  children: Child;
};

/** The frame of every page. No inline script or style: the policy in headers.ts forbids them. */
export const Document = ({ title, description, address, plain = false, children }: Props) => (
  <>
    {raw("<!doctype html>")}
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <meta name="description" content={description} />
        <meta property="og:title" content={title} />
        <meta property="og:description" content={description} />
        <meta property="og:type" content="website" />
        <meta property="og:site_name" content="ftcost" />
        {address !== undefined && <meta property="og:url" content={address} />}
        <meta name="twitter:card" content="summary" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/page.css" />
        {!plain && <script type="module" src="/assets/page.js"></script>}
      </head>
      <body>
        <a class="skip" href="#main">
          To the content
        </a>
        <header>
          <a class="brand" href="/">
            ftcost
          </a>
          <nav aria-label="Main">
            <a href="/">Estimate</a>
            <a href="/docs">API</a>
          </nav>
        </header>
        <main id="main">{children}</main>
        <footer>
          <p>
            Says what a fine-tuning run will cost before the money is spent. Ranges hold four of
            five runs; every price has its source and date.
          </p>
        </footer>
      </body>
    </html>
  </>
);
