import { useState } from "react";
import { Card } from "../ui/Card";
import { DelegationFilter } from "./DelegationFilter";
import { QueryLegend } from "./QueryLegend";
import { QueryLogView } from "./QueryLogView";

/** What is asked of the zone, as it is asked. */
export function QueryLogCard({ zone }: { zone: string }) {
  const [delegation, setDelegation] = useState<string | null>(null);
  return (
    <Card
      title="Live query log"
      lead="Each question that reaches this server, the newest first. It shows whether an authority comes here at all, and what it is told."
    >
      <DelegationFilter value={delegation} onChange={setDelegation} />
      <QueryLogView key={delegation} zone={zone} delegation={delegation} />
      <QueryLegend />
    </Card>
  );
}
