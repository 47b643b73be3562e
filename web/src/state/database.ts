// IndexedDB, as two small stores: drafts and whatever else is kept (faces for PDF, a folder under review).
const NAME = "gongkai";
const VERSION = 1;
export type Store = "drafts" | "kept";

let open: Promise<IDBDatabase> | null = null;

function database(): Promise<IDBDatabase> {
  open ??= new Promise<IDBDatabase>((settle, fail) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("drafts", { keyPath: "id" });
      request.result.createObjectStore("kept");
    };
    request.onsuccess = () => {
      request.result.onclose = () => { open = null; };
      settle(request.result);
    };
    request.onerror = () => { open = null; fail(request.error ?? new Error("storage")); };
    request.onblocked = () => fail(new Error("blocked"));
  });
  return open;
}

async function run<T>(store: Store, mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const base = await database();
  return new Promise<T>((settle, fail) => {
    const deal = base.transaction(store, mode);
    const request = act(deal.objectStore(store));
    deal.oncomplete = () => settle(request.result);
    deal.onabort = deal.onerror = () => fail(deal.error ?? request.error ?? new Error("storage"));
  });
}

export const put = (store: Store, value: unknown, key?: string): Promise<unknown> =>
  run(store, "readwrite", (at) => (key === undefined ? at.put(value) : at.put(value, key)));
export const get = <T>(store: Store, key: string): Promise<T | undefined> =>
  run(store, "readonly", (at) => at.get(key) as IDBRequest<T | undefined>);
export const all = <T>(store: Store): Promise<T[]> => run(store, "readonly", (at) => at.getAll() as IDBRequest<T[]>);
export const remove = (store: Store, key: string): Promise<unknown> => run(store, "readwrite", (at) => at.delete(key));
/** Puts these values and removes those, all of it or nothing. */
export const change = (store: Store, puts: [key: string, value: unknown][], removed: string[]): Promise<unknown> =>
  run(store, "readwrite", (at) => {
    for (const [key, value] of puts) at.put(value, key);
    for (const key of removed) at.delete(key);
    return at.count();
  });
/** All whose keys begin so. */
export const allUnder = <T>(store: Store, prefix: string): Promise<T[]> =>
  run(store, "readonly", (at) => at.getAll(IDBKeyRange.bound(prefix, `${prefix}\uffff`)) as IDBRequest<T[]>);
