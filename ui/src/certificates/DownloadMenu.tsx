import { Button, Menu } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconChevronDown, IconDownload } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { api } from "../api/client";
import { asProblem, summary } from "../api/problem";
import type { Certificate, CertificateExport } from "../api/types";
import { MayNot } from "../ui/MayNot";
import classes from "./DownloadMenu.module.css";
import { Pkcs12Dialog } from "./Pkcs12Dialog";
import { fileName, saveFile } from "./saveFile";

interface File {
  part: keyof CertificateExport;
  /** Ends the file's name, as Certbot names it. */
  suffix: string;
  title: string;
  words: string;
}

const FILES: File[] = [
  {
    part: "fullchain",
    suffix: "-fullchain.pem",
    title: "fullchain.pem",
    words: "certificate and chain: what most servers want",
  },
  {
    part: "privateKey",
    suffix: "-privkey.pem",
    title: "privkey.pem",
    words: "the private key: keep it secret",
  },
  {
    part: "certificate",
    suffix: "-cert.pem",
    title: "cert.pem",
    words: "the certificate alone",
  },
  { part: "chain", suffix: "-chain.pem", title: "chain.pem", words: "the chain alone" },
];

interface Props {
  certificate: Certificate;
  refusal: string | null;
}

export function DownloadMenu({ certificate, refusal }: Props) {
  const [asking, pkcs12] = useDisclosure(false);
  const download = useMutation({
    mutationFn: async ({ part, suffix }: File) => {
      const all = await api.get<CertificateExport>(`/certificates/${certificate.id}/export`);
      saveFile(all[part], fileName(certificate.names, suffix), "application/x-pem-file");
    },
    onError: (error) =>
      notifications.show({
        color: "red",
        title: "Nothing was downloaded",
        message: summary(asProblem(error)),
        autoClose: 15_000,
      }),
  });
  return (
    <>
      <MayNot reason={refusal}>
        {(disabled) => (
          <Menu position="bottom-end" width={300} shadow="md">
            <Menu.Target>
              <Button
                variant="default"
                leftSection={<IconDownload size={18} />}
                rightSection={<IconChevronDown size={16} />}
                disabled={disabled}
                loading={download.isPending}
              >
                Download
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {FILES.map((file) => (
                <Menu.Item key={file.part} onClick={() => download.mutate(file)}>
                  <Words title={file.title} words={file.words} />
                </Menu.Item>
              ))}
              <Menu.Divider />
              <Menu.Item onClick={pkcs12.open}>
                <Words title="PKCS#12 (.p12, .pfx)…" words="all in one file: Windows, Java" />
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </MayNot>
      <Pkcs12Dialog certificate={certificate} opened={asking} onClose={pkcs12.close} />
    </>
  );
}

function Words({ title, words }: { title: string; words: string }) {
  return (
    <span className={classes.item}>
      <span>{title}</span>
      <span className={classes.words}>{words}</span>
    </span>
  );
}
