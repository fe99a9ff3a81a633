import { Anchor } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Certificate } from "../api/types";
import { Card } from "../ui/Card";
import { DaysLeft } from "../ui/DaysLeft";
import { NamesList } from "../ui/NamesList";
import { Time } from "../ui/Times";
import classes from "./Facts.module.css";
import { CHALLENGES, KEY_TYPES } from "./words";

/** What the certificate is, for those who want to know. */
export function Facts({ certificate }: { certificate: Certificate }) {
  const { version, notAfter, renewAt, createdAt, createdBy } = certificate;
  const filter = `/certificates?authority=${encodeURIComponent(certificate.authority)}`;
  return (
    <Card title="Details">
      <dl className={classes.facts}>
        <Fact name={certificate.names.length === 1 ? "Name" : `${certificate.names.length} names`}>
          <NamesList names={certificate.names} limit={8} />
        </Fact>
        <Fact name="Valid until">
          {notAfter ? (
            <>
              <Time at={notAfter} as="absolute" />
              <DaysLeft notAfter={notAfter} notBefore={version?.notBefore} />
            </>
          ) : (
            "not issued yet"
          )}
        </Fact>
        <Fact name="Next renewal">
          <Time at={renewAt} as="absolute" none="none planned" />
        </Fact>
        <Fact name="Authority">
          <Anchor component={Link} to={filter}>
            {certificate.authority}
          </Anchor>
          {certificate.profile && <>, profile {certificate.profile}</>}
        </Fact>
        <Fact name="Challenge">{CHALLENGES[certificate.challenge]}</Fact>
        <Fact name="Key">{KEY_TYPES[certificate.keyType]}</Fact>
        {version && (
          <>
            <Fact name="Issuer">{version.issuer}</Fact>
            <Fact name="Serial number">
              <code>{version.serial}</code>
            </Fact>
            <Fact name="SHA-256 fingerprint">
              <code>{version.fingerprintSha256}</code>
            </Fact>
          </>
        )}
        {createdAt && (
          <Fact name="Asked for">
            <Time at={createdAt} as="absolute" />
            {createdBy && <> by {createdBy}</>}
          </Fact>
        )}
      </dl>
    </Card>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
