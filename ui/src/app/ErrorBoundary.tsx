import { Component, type ReactNode } from "react";
import { FailedPage } from "./FailedPage";

interface Props {
  children: ReactNode;
}

/** The last resort: what is thrown outside of a route. */
export class ErrorBoundary extends Component<Props, { error: unknown }> {
  override state = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    return this.state.error ? <FailedPage error={this.state.error} /> : this.props.children;
  }
}
