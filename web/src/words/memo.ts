// Draws a component again only when one of its values is another one, or the language was switched.
import { Component, h, type ComponentType, type FunctionComponent } from "preact";
import { language, type Language } from "./language";

export function memo<P extends object>(inner: ComponentType<P>): FunctionComponent<P> {
  class Memo extends Component<P & { spoken: Language }> {
    override shouldComponentUpdate(next: Readonly<P & { spoken: Language }>): boolean {
      const now = this.props as Record<string, unknown>;
      const then = next as Record<string, unknown>;
      return Object.keys(then).some((name) => now[name] !== then[name]);
    }
    render() { return h(inner, this.props as P); }
  }
  return (props: P) => h(Memo as unknown as ComponentType<P & { spoken: Language }>, { ...props, spoken: language.value });
}
