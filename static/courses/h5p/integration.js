// The core player wants its description in a global before it runs; the page holds it as data, for no script stands inline.
window.H5PIntegration = JSON.parse(document.getElementById("h5p-integration").textContent);
