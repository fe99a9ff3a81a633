import { Anchor } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { Link } from "react-router";
import type { CertificatePreview } from "../api/types";
import classes from "./AlreadyThere.module.css";
import { namesInShort } from "./names";

/** Certificates that are good for the wanted names already. */
export function AlreadyThere({ existing }: { existing: CertificatePreview["existing"] }) {
  if (existing.length === 0) return null;
  const [first] = existing;
  return (
    <div className={classes.note} role="status">
      <IconInfoCircle size={20} aria-hidden />
      <div>
        <p>
          {first?.same
            ? "There is a certificate with these names already:"
            : "There is a certificate that is good for these names already:"}
        </p>
        <ul>
          {existing.map(({ id, names }) => (
            <li key={id}>
              <Anchor component={Link} to={`/certificates/${id}`} className="k-name">
                {namesInShort(names)}
              </Anchor>
            </li>
          ))}
        </ul>
        <p>You can create another one; authorities limit how many they give for the same names.</p>
      </div>
    </div>
  );
}
