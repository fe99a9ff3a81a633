import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api } from "../api/client";
import { keys } from "../api/queries";
import type { CertificatePreview, CreateCertificate } from "../api/types";

/** Long enough for a word to be typed to its end, short enough to answer while one looks. */
const PAUSE_MS = 200;

/** What a request would come to, asked while it is typed; nothing is created. */
export function usePreview(body: CreateCertificate) {
  const text = JSON.stringify(body);
  const [asked] = useDebouncedValue(text, PAUSE_MS);
  const request = useMemo(() => JSON.parse(asked) as CreateCertificate, [asked]);
  const query = useQuery({
    queryKey: keys.preview(request),
    queryFn: ({ signal }) => api.post<CertificatePreview>("/certificates/preview", request, signal),
    enabled: request.names.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    gcTime: 60_000,
  });
  return {
    preview: body.names.length > 0 ? (query.data ?? null) : null,
    /** Whether the preview is for what stands there now. */
    upToDate: text === asked && !query.isFetching && !query.isPlaceholderData,
    error: body.names.length > 0 ? query.error : null,
  };
}
