// An Office file with a password, as far as it matters: a compound file (MS-CFB) that holds the two streams of one.
const SECTOR = 512;
const [NONE, END, TABLE] = [0xffffffff, 0xfffffffe, 0xfffffffd];
const STREAM = 8; // sectors: a shorter one would lie elsewhere

/** An entry of the directory. */
function entry(name, type, { child = NONE, left = NONE, start = END, size = 0 } = {}) {
  const bytes = Buffer.alloc(128);
  bytes.write(name, "utf16le");
  bytes.writeUInt16LE((name.length + 1) * 2, 64);
  bytes[66] = type;
  bytes[67] = 1;
  for (const [at, value] of [[68, left], [72, NONE], [76, child], [116, start], [120, size]]) bytes.writeUInt32LE(value, at);
  return bytes;
}

export function locked() {
  const head = Buffer.alloc(SECTOR);
  Buffer.from("d0cf11e0a1b11ae1", "hex").copy(head);
  [0x3e, 3, 0xfffe, 9, 6].forEach((value, nth) => head.writeUInt16LE(value, 24 + 2 * nth));
  [0, 1, 1, 0, 4096, END, 0, END, 0].forEach((value, nth) => head.writeUInt32LE(value, 40 + 4 * nth));
  head.fill(0xff, 76);
  head.writeUInt32LE(0, 76);
  // The table of sectors: itself, the directory, two streams one after another.
  const table = Buffer.alloc(SECTOR, 0xff);
  table.writeUInt32LE(TABLE, 0);
  table.writeUInt32LE(END, 4);
  for (let nth = 0; nth < 2 * STREAM; nth += 1) table.writeUInt32LE(nth % STREAM === STREAM - 1 ? END : nth + 3, 4 * (nth + 2));
  const size = STREAM * SECTOR;
  const directory = Buffer.concat([
    entry("Root Entry", 5, { child: 1 }),
    entry("EncryptedPackage", 2, { left: 2, start: 2, size }),
    entry("EncryptionInfo", 2, { start: 2 + STREAM, size }),
    Buffer.alloc(128),
  ]);
  return Buffer.concat([head, table, directory, Buffer.alloc(2 * size)]);
}
