// A ZIP archive of small texts, stored as they are. Names are UTF-8 and say so.
const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** 1980-01-01, the first day that ZIP knows: the same files make the same archive. */
const DAY = 0x21;
const UTF8 = 0x0800;

export function zip(files: { name: string; text: string }[]): Uint8Array {
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, text } of files) {
    const body = encoder.encode(text);
    const title = encoder.encode(name);
    const common = [20, UTF8, 0, 0, DAY] as const;
    const sizes = [crc32(body), body.length, body.length] as const;
    const local = header(0x04034b50, common, sizes, [title.length, 0]);
    parts.push(local, title, body);
    const central = header(0x02014b50, [20, ...common], sizes, [title.length, 0, 0, 0, 0, 0, 0], offset);
    directory.push(central, title);
    offset += local.length + title.length + body.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, files.length, true);
  end.setUint16(10, files.length, true);
  end.setUint32(12, size, true);
  end.setUint32(16, offset, true);
  const all = [...parts, ...directory, new Uint8Array(end.buffer)];
  const out = new Uint8Array(all.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of all) { out.set(part, at); at += part.length; }
  return out;
}

/** A header: mark, short fields, the three sizes, short fields, and for the directory where the file stands. */
function header(mark: number, before: readonly number[], sizes: readonly number[], after: readonly number[], offset?: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 + 2 * before.length + 12 + 2 * after.length + (offset === undefined ? 0 : 4)));
  let at = 0;
  const long = (value: number): void => { view.setUint32(at, value, true); at += 4; };
  const short = (value: number): void => { view.setUint16(at, value, true); at += 2; };
  long(mark);
  before.forEach(short);
  sizes.forEach(long);
  after.forEach(short);
  if (offset !== undefined) long(offset);
  return new Uint8Array(view.buffer);
}
