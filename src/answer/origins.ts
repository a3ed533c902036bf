import type { StoreView } from "../store/store.ts";
import type { Statement } from "./answer.ts";

/** The statements, with how many outlets carry the texts behind each, where some of them carry one text. */
export async function withCarriers(
  store: StoreView,
  statements: readonly Statement[],
): Promise<readonly Statement[]> {
  const idsOf = ({ receipts }: Statement) => [...new Set(receipts.map(({ article }) => article.id))];
  const origins = await store.findOrigins([...new Set(statements.flatMap(idsOf))]);
  const byId = new Map(origins.map((origin) => [origin.articleId, origin]));
  return statements.map((statement) => {
    const own = idsOf(statement).flatMap((id) => byId.get(id) ?? []);
    const outlets = new Set(own.flatMap((origin) => origin.outlets)).size;
    const texts = new Set(own.map(({ originId }) => originId)).size;
    return outlets > texts ? { ...statement, carriedBy: { outlets, origins: texts } } : statement;
  });
}
