/** The page's policy forbids eval, which zod tries when a schema is made: this module comes before every schema. */
import * as z from "zod";

z.config({ jitless: true });
