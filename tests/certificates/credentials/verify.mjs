// Verifies a credential with Digital Bazaar's libraries. Standard input: {credential, documents by address}; nothing is
// fetched. Standard output: {verified, error}.
import {readFileSync} from "node:fs";
import {DataIntegrityProof} from "@digitalbazaar/data-integrity";
import {cryptosuite} from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import {checkStatus} from "@digitalbazaar/vc-bitstring-status-list";
import {defaultDocumentLoader, verifyCredential} from "@digitalbazaar/vc";

const {credential, documents} = JSON.parse(readFileSync(0, "utf-8"));

async function documentLoader(url) {
  const [address, fragment] = url.split("#");
  const found = documents[url] ?? (documents[address] && method(documents[address], url, fragment));
  return found ? {contextUrl: null, documentUrl: url, document: found} : defaultDocumentLoader(url);
}

function method(document, url, fragment) {
  const found = fragment && document.verificationMethod.find(({id}) => id === url);
  return found && {"@context": "https://w3id.org/security/multikey/v1", ...found};
}

const suite = new DataIntegrityProof({cryptosuite});
const result = await verifyCredential({credential, suite, documentLoader, checkStatus});
const errors = [result.error, ...(result.error?.errors ?? []), result.statusResult?.error].filter(Boolean);
const set = (result.statusResult?.results ?? []).filter(({status}) => status).map(({credentialStatus}) => credentialStatus.statusPurpose);
console.log(JSON.stringify({verified: result.verified, error: errors.map(({message}) => message).join("; "), set}));
