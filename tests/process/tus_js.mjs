// Uploads a file with tus-js-client, going on by itself after every cut, and says where it is and how it ended.
import { createReadStream } from "node:fs";
import { createRequire } from "node:module";
import { basename } from "node:path";

const { Upload } = createRequire(new URL("../../web/package.json", import.meta.url))("tus-js-client");
const [endpoint, cookie, path] = process.argv.slice(2);
const say = (told) => process.stdout.write(`${JSON.stringify(told)}\n`);

const upload = new Upload(createReadStream(path), {
  endpoint,
  headers: { cookie },
  chunkSize: 16 * 1024 ** 2,
  metadata: { filename: basename(path), filetype: "image/jpeg", purpose: "attachment" },
  retryDelays: Array(120).fill(500), // half a second apart: a server takes a moment to be there again
  onShouldRetry: (error, attempt) => {
    say({ again: attempt, reason: error.message });
    return true;
  },
  onError: (error) => say({ failed: error.message }),
  onSuccess: () => say({ done: upload.url }),
});
upload.start();
