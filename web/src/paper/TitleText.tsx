// A title that breaks between its parts and not within “2024年”.
import type { Report } from "gongkai-engine";
import { fullTitle } from "../state/draft";

export function TitleText({ of }: { of: Report }) {
  const title = fullTitle(of);
  const parts = title.match(/^(.+?)(\d{4}年政府信息公开)(.+)$/);
  return parts ? <>{parts.slice(1).map((part) => <span key={part}>{part}</span>)}</> : <>{title}</>;
}
