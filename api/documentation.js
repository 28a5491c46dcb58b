// The page shows OpenAPI up to 3.0; the document in full is at /openapi.json.
SwaggerUIBundle({
  url: "/docs/openapi.json",
  dom_id: "#documentation",
  deepLinking: true,
  validatorUrl: null,
});
