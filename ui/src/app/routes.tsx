import { createBrowserRouter, useRouteError } from "react-router";
import { FailedPage } from "./FailedPage";
import { Shell } from "./Shell";
import { Waiting } from "./Waiting";

function RouteFailure() {
  return <FailedPage error={useRouteError()} />;
}

/** Each page is a script of its own, fetched when it is opened. A page's module exports `Component`. */
export const router = createBrowserRouter([
  {
    HydrateFallback: Waiting,
    ErrorBoundary: RouteFailure,
    children: [
      { path: "/sign-in", lazy: () => import("../session/SignInPage") },
      { path: "/link", lazy: () => import("../session/LinkPage") },
      { path: "/setup", lazy: () => import("../setup/SetupPage") },
      {
        Component: Shell,
        children: [
          {
            ErrorBoundary: RouteFailure,
            children: [
              { path: "/", lazy: () => import("../dashboard/DashboardPage") },
              { path: "/certificates", lazy: () => import("../certificates/CertificatesPage") },
              {
                path: "/certificates/new",
                lazy: () => import("../certificates/NewCertificatePage"),
              },
              { path: "/certificates/:id", lazy: () => import("../certificates/CertificatePage") },
              { path: "/dns", lazy: () => import("../zone/ZonePage") },
              { path: "/delegations", lazy: () => import("../delegations/DelegationsPage") },
              { path: "/access", lazy: () => import("../access/AccessPage") },
              { path: "/audit", lazy: () => import("../audit/AuditPage") },
              { path: "/settings", lazy: () => import("../settings/SettingsPage") },
              { path: "*", lazy: () => import("./NotFoundPage") },
            ],
          },
        ],
      },
    ],
  },
]);
