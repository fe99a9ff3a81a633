import { IconArrowLeft, IconWorldWww } from "@tabler/icons-react";
import { asProblem } from "../api/problem";
import { useSettings } from "../api/queries";
import type { CertificatePreview } from "../api/types";
import { Card } from "../ui/Card";
import { CopyField } from "../ui/CopyField";
import { Empty } from "../ui/Empty";
import { Problem } from "../ui/Problem";
import classes from "./Needed.module.css";
import { isWildcard } from "./names";
import { RecordGroups } from "./RecordGroups";

interface Props {
  preview: CertificatePreview | null;
  error: Error | null;
}

/** What the user's DNS will need, before anything is created. */
export function Needed({ preview, error }: Props) {
  if (error && !preview) {
    return <Problem problem={asProblem(error)} title="There is no preview now" />;
  }
  if (!preview?.challenge) {
    return (
      <Empty icon={<IconArrowLeft size={32} stroke={1.5} />} title="What your DNS needs">
        Enter a name: the records that it needs are shown here, to be copied, before anything is
        created.
      </Empty>
    );
  }
  return preview.challenge === "dns-01" ? (
    <OverDns preview={preview} />
  ) : (
    <OverHttp preview={preview} />
  );
}

function OverDns({ preview }: { preview: CertificatePreview }) {
  const wildcard = preview.names.find(({ name }) => name !== null && isWildcard(name))?.name;
  const count = preview.records.length;
  return (
    <Card
      title={count === 1 ? "One record in your DNS, once" : `${count} records in your DNS, once`}
      lead={`Add ${count === 1 ? "it" : "them"} now, or once you have created the certificate: Kalm sees by itself when ${count === 1 ? "it is" : "they are"} there, and goes on.`}
    >
      {wildcard && (
        <p className={classes.because}>
          Because of <strong className="k-name">{wildcard}</strong> this goes over DNS (the
          challenge DNS-01): authorities give wildcards in no other way.
        </p>
      )}
      {preview.zone && !preview.zone.exists && (
        <p className={classes.because}>
          It is your first wildcard: Kalm&apos;s own DNS server gets a zone,{" "}
          <span className="k-name">{preview.zone.name}</span>, which needs records of its own.
        </p>
      )}
      <RecordGroups records={preview.records} preview />
    </Card>
  );
}

function OverHttp({ preview }: { preview: CertificatePreview }) {
  const settings = useSettings();
  const addresses = settings.data?.cluster.addresses ?? [];
  const names = preview.names.flatMap(({ name }) => (name ? [name] : []));
  return (
    <Card
      title="No record for Kalm is needed"
      lead={`${names.length === 1 ? "This name is" : "These names are"} proven over port 80 (the challenge HTTP-01): the authority opens ${names.length === 1 ? "it" : "each"} as a web page, and Kalm has to be the one that answers.`}
    >
      <div className={classes.http}>
        <IconWorldWww size={28} stroke={1.5} aria-hidden />
        <div>
          <p>
            {names.length === 1 ? (
              <>
                <strong className="k-name">{names[0]}</strong> has to lead to this server
              </>
            ) : (
              <>All {names.length} names have to lead to this server</>
            )}
            {addresses.length > 0
              ? ", with an A or AAAA record of:"
              : ", with an A or AAAA record."}
          </p>
          {addresses.map((address) => (
            <CopyField key={address} label="Address" hideLabel value={address} />
          ))}
          <p className={classes.quiet}>
            Another web server is at port 80? Let it forward{" "}
            <code>/.well-known/acme-challenge/</code> to Kalm, or choose DNS-01 under Advanced.
          </p>
        </div>
      </div>
    </Card>
  );
}
