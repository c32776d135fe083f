// Shows our own document only: no address from the query, no validator on another host.
SwaggerUIBundle({
  url: "../openapi",
  dom_id: "#docs",
  deepLinking: true,
  queryConfigEnabled: false,
  validatorUrl: null,
  defaultModelsExpandDepth: 0,
});
