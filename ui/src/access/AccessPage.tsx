import { Page } from "../app/Page";
import { useSignedIn } from "../app/signedIn";
import { AccountCard } from "./AccountCard";
import { TokensCard } from "./TokensCard";
import { UsersCard } from "./UsersCard";

export function Component() {
  const { user } = useSignedIn();
  const isAdministrator = user.role === "administrator";
  return (
    <Page
      title="Access"
      lead={
        isAdministrator
          ? "Who may do what: people sign in, programs come with a token."
          : "What you may do here. Users and tokens are an administrator's."
      }
    >
      {isAdministrator && (
        <>
          <UsersCard />
          <TokensCard />
        </>
      )}
      <AccountCard />
    </Page>
  );
}
