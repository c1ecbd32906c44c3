// Shows the forms that need a passkey where the browser has them, and fills them in: the browser asks
// the person to unlock their device when the form is sent. Without this the pages are as before.
(() => {
  "use strict";
  const supported = window.isSecureContext && window.PublicKeyCredential
    && !/^[0-9.]+$|:/.test(location.hostname);
  if (!supported) return;

  const bytes = text => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), c => c.charCodeAt(0));
  const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  const json = (credential, response) => JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    clientExtensionResults: {},
    response: { clientDataJSON: text(credential.response.clientDataJSON), ...response },
  });

  const get = async form => {
    const answer = await fetch(form.dataset.challengePath, {
      method: "POST",
      body: new URLSearchParams({ _csrf: form.elements._csrf.value }),
    });
    if (!answer.ok) throw new Error("no challenge");
    const challenge = await answer.json();
    const credential = await navigator.credentials.get({
      publicKey: {
        challenge: bytes(challenge.challenge), rpId: challenge.rpId, userVerification: "required", timeout: 240000,
      },
    });
    form.elements.token.value = challenge.token;
    const response = credential.response;
    return json(credential, {
      authenticatorData: text(response.authenticatorData),
      signature: text(response.signature),
      userHandle: response.userHandle ? text(response.userHandle) : undefined,
    });
  };

  const create = async form => {
    const given = form.dataset;
    const credential = await navigator.credentials.create({
      publicKey: {
        challenge: bytes(given.challenge),
        rp: { id: given.rp, name: "Berth" },
        user: { id: bytes(given.user), name: given.login, displayName: given.name },
        pubKeyCredParams: [-7, -8, -257].map(alg => ({ type: "public-key", alg })),
        excludeCredentials: (given.exclude || "").split(",").filter(Boolean).map(id => ({ type: "public-key", id: bytes(id) })),
        authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
        attestation: "none",
        timeout: 240000,
      },
    });
    const response = credential.response;
    return json(credential, {
      attestationObject: text(response.attestationObject),
      transports: response.getTransports ? response.getTransports() : [],
    });
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const problem = form.querySelector("[data-problem]");
    const button = form.querySelector("button");
    form.hidden = false;
    form.addEventListener("submit", async event => {
      event.preventDefault();
      problem.hidden = true;
      button.disabled = true;
      try {
        form.elements.credential.value = await (form.dataset.passkey === "get" ? get(form) : create(form));
        form.submit();
      } catch (refused) {
        problem.classList.add("bad");
        problem.hidden = false;
        button.disabled = false;
      }
    });
  }
  for (const none of document.querySelectorAll("[data-passkey-none]")) none.hidden = true;
})();
