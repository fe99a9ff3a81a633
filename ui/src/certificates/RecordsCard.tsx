import type { Certificate } from "../api/types";
import { Card } from "../ui/Card";
import { RecordGroups } from "./RecordGroups";
import { openRecords } from "./situation";

/** The records that the user has to have in DNS. They turn green while one looks. */
export function RecordsCard({ certificate }: { certificate: Certificate }) {
  const open = openRecords(certificate).length;
  const all = certificate.records.length;
  const wrong = certificate.records.some(({ status }) => status === "wrong");
  const verb = wrong ? "to mend" : "to add";
  const title =
    open === 0
      ? "Your DNS records"
      : `${open === 1 ? "One record" : `${open} records`} ${verb} at your DNS provider`;
  const lead =
    open === 0
      ? "Leave them where they are: every renewal needs them."
      : all > open
        ? `${all - open} of ${all} are there already. Copy the host and the target as they are.`
        : "Copy the host and the target as they are. The page notices by itself when a record is there.";
  return (
    <Card title={title} lead={lead} id="records">
      <RecordGroups records={certificate.records} />
    </Card>
  );
}
