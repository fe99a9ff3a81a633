import { Anchor } from "@mantine/core";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { asProblem } from "../api/problem";
import type { Certificate } from "../api/types";
import { Page } from "../app/Page";
import { ErrorState } from "../ui/ErrorState";
import { Loading } from "../ui/Loading";
import { Actions } from "./Actions";
import classes from "./CertificatePage.module.css";
import { Facts } from "./Facts";
import { FlowCard } from "./FlowCard";
import { IssuanceHistory } from "./IssuanceHistory";
import { namesInShort } from "./names";
import { RecordsCard } from "./RecordsCard";
import { SituationCard } from "./SituationCard";
import { openRecords } from "./situation";
import { useCertificate } from "./useCertificate";
import { VersionHistory } from "./VersionHistory";

/** Longer titles are set smaller. */
const LONG = 60;

export function Component() {
  const { id = "" } = useParams();
  const { certificate, stream } = useCertificate(id);
  if (certificate.isPending) {
    return (
      <Page title="Certificate">
        <Loading rows={4} height={120} what="the certificate" />
      </Page>
    );
  }
  if (certificate.isError) {
    return (
      <Page title="Certificate">
        <ErrorState
          problem={asProblem(certificate.error)}
          onRetry={() => void certificate.refetch()}
          retrying={certificate.isFetching}
        />
        <p>
          <Anchor component={Link} to="/certificates">
            Go to the certificates
          </Anchor>
        </p>
      </Page>
    );
  }
  return <Shown key={id} certificate={certificate.data} lost={stream === "lost"} />;
}

function Shown({ certificate, lost }: { certificate: Certificate; lost: boolean }) {
  const title = namesInShort(certificate.names);
  // Records that turn green stay where they are while somebody looks at them.
  const [recordsFirst] = useState(() => openRecords(certificate).length > 0);
  const records = certificate.records.length > 0 && <RecordsCard certificate={certificate} />;
  return (
    <Page
      title={title}
      heading={
        <span className={`k-name ${classes.heading}`} data-long={title.length > LONG || undefined}>
          {title}
        </span>
      }
      actions={<Actions certificate={certificate} />}
    >
      {lost && (
        <p className={classes.lost} role="status">
          The connection to the server is lost: what you see may be old. It is tried again by
          itself.
        </p>
      )}
      <SituationCard certificate={certificate} />
      {recordsFirst && records}
      <FlowCard certificate={certificate} />
      {!recordsFirst && records}
      <Facts certificate={certificate} />
      <VersionHistory id={certificate.id} />
      <IssuanceHistory id={certificate.id} />
    </Page>
  );
}
