import {
  IconArrowsSplit2,
  IconCertificate,
  IconHistory,
  IconLayoutDashboard,
  IconServer2,
  IconSettings,
  IconUsers,
} from "@tabler/icons-react";
import { NavLink } from "react-router";
import classes from "./Shell.module.css";
import { useSignedIn } from "./signedIn";

const PAGES = [
  { to: "/", label: "Dashboard", icon: IconLayoutDashboard, admin: false },
  { to: "/certificates", label: "Certificates", icon: IconCertificate, admin: false },
  { to: "/delegations", label: "Delegations", icon: IconArrowsSplit2, admin: false },
  { to: "/dns", label: "Validation DNS", icon: IconServer2, admin: false },
  { to: "/access", label: "Access", icon: IconUsers, admin: false },
  { to: "/audit", label: "Audit log", icon: IconHistory, admin: true },
  { to: "/settings", label: "Settings", icon: IconSettings, admin: false },
];

export function Navigation() {
  const { user } = useSignedIn();
  const shown = PAGES.filter((page) => !page.admin || user.role === "administrator");
  return (
    <nav aria-label="Main" className={classes.navigation}>
      <ul>
        {shown.map(({ to, label, icon: Icon }) => (
          <li key={to}>
            <NavLink to={to} end={to === "/"} className={classes.link ?? ""}>
              <Icon size={20} stroke={1.75} aria-hidden />
              {label}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
