import type { $ZodIssue, $ZodType } from "zod/v4/core";
import { safeParse } from "zod/v4/core";

/** One thing that Discord refuses in a payload, and where it stands. */
export interface Problem {
  readonly path: readonly (string | number)[];
  /** Discord's own word where it is known (`BASE_TYPE_MAX_LENGTH`). */
  readonly code: string;
  readonly message: string;
}

/** What a schema of Discord's OpenAPI file finds wrong in a payload: empty when it is right. */
export function findSchemaProblems(schema: $ZodType, payload: unknown): Problem[] {
  const result = safeParse(schema, payload, { reportInput: true });
  return result.success ? [] : result.error.issues.flatMap((issue) => describeIssue(issue, []));
}

function describeIssue(issue: $ZodIssue, above: Problem["path"]): Problem[] {
  const path = [...above, ...issue.path.map((key) => (typeof key === "symbol" ? String(key) : key))];
  if (issue.code === "invalid_union") {
    const branch = meantBranch(issue.errors);
    if (branch) return branch.flatMap((inner) => describeIssue(inner, path));
  }
  return [{ path, ...describe(issue) }];
}

/** Components and options name their kind in `type`: the branch that accepts it is the one that was meant. */
function meantBranch(branches: readonly (readonly $ZodIssue[])[]): readonly $ZodIssue[] | undefined {
  const isTypeRight = (branch: readonly $ZodIssue[]) =>
    branch.every(({ path }) => path.length > 0 && !(path.length === 1 && path[0] === "type"));
  return branches.find(isTypeRight);
}

function describe(issue: $ZodIssue): Omit<Problem, "path"> {
  switch (issue.code) {
    case "too_big":
      return issue.origin === "string"
        ? { code: "BASE_TYPE_MAX_LENGTH", message: `Must be ${issue.maximum} or fewer in length.` }
        : { code: "BASE_TYPE_MAX", message: `Must be ${issue.maximum} or fewer.` };
    case "too_small":
      return issue.origin === "string"
        ? { code: "BASE_TYPE_MIN_LENGTH", message: `Must be ${issue.minimum} or more in length.` }
        : { code: "BASE_TYPE_MIN", message: `Must be ${issue.minimum} or more.` };
    case "invalid_type":
      return issue.input === undefined
        ? { code: "BASE_TYPE_REQUIRED", message: "This field is required" }
        : { code: "BASE_TYPE_BAD_TYPE", message: `Must be of type ${issue.expected}.` };
    case "invalid_union":
      return { code: "UNION_TYPE_CHOICES", message: "Value is of none of the allowed types." };
    case "invalid_value":
      return { code: "BASE_TYPE_CHOICES", message: `Value must be one of (${issue.values.map(String)}).` };
    default:
      return { code: "BASE_TYPE_INVALID", message: issue.message };
  }
}
