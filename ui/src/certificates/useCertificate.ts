import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../api/client";
import { ProblemError } from "../api/problem";
import { keys } from "../api/queries";
import { useStream } from "../api/stream";
import type { Certificate, CertificateEvents, Flow } from "../api/types";

/** A certificate and its latest issuance's flow, which change on the page as they change on the server. */
export function useCertificate(id: string) {
  const client = useQueryClient();
  const certificate = useQuery({
    queryKey: keys.certificate(id),
    queryFn: ({ signal }) => api.get<Certificate>(`/certificates/${id}`, {}, signal),
  });
  const stream = useStream<CertificateEvents>(
    certificate.isSuccess ? `/certificates/${id}/stream` : null,
    {
      certificate: (changed) => {
        const before = client.getQueryData<Certificate>(keys.certificate(id));
        client.setQueryData(keys.certificate(id), changed);
        if (before?.issuance?.state !== changed.issuance?.state) {
          void client.invalidateQueries({ queryKey: keys.issuances(id) });
          void client.invalidateQueries({ queryKey: keys.versions(id) });
        }
      },
      flow: (flow) => client.setQueryData(keys.flow(id), flow),
    },
  );
  return { certificate, stream };
}

/** The flow of an issuance; of the latest when none is named. Null: it is too old to be remembered. */
export function useFlow(id: string, issuance: string | null) {
  return useQuery({
    queryKey: keys.flow(id, issuance ?? undefined),
    queryFn: ({ signal }) =>
      api.get<Flow>(`/certificates/${id}/flow`, { issuance }, signal).catch((error: unknown) => {
        if (error instanceof ProblemError && error.status === 404) return null;
        throw error;
      }),
  });
}
