using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using OpsPortal.Domain.Detect.Events;
using Scalar.AspNetCore;

namespace OpsPortal.Api;

/// <summary>The API in OpenAPI, and the page that shows it.</summary>
internal static class Description
{
    private const string Key = "key";

    public static void Apply(OpenApiOptions options)
    {
        options.ShouldInclude = operation => operation.RelativePath?.StartsWith("api/v1", StringComparison.Ordinal) is true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new()
            {
                Title = "OpsPortal",
                Version = "v1",
                Description = "Every operation names the permission it needs; a session cookie or an API key with that permission opens it. What is refused is answered with problem details whose `code` is stable.",
            };

            // Whoever reads the document knows where it came from.
            document.Servers = [];
            document.Components ??= new();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
            {
                [Key] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key: `Authorization: Bearer ops_…`" },
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Key, document)] = [] }];
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            // Travels as text, not as the value it wraps.
            if (context.JsonTypeInfo.Type == typeof(EventNumber)) (schema.Type, schema.Properties, schema.Pattern) = (JsonSchemaType.String, null, "^([Ee][Vv][Tt]-)?[0-9]+$");
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, _, _) =>
        {
            foreach (var limit in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(parameter => parameter.Name == "limit"))
                limit.Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = $"{QueryReader.MaxLimit}", Default = JsonValue.Create(QueryReader.DefaultLimit) };

            // A list of the query may always be left out; the generated binding of routes tells otherwise.
            foreach (var list in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(parameter => parameter.In == ParameterLocation.Query && parameter.Schema?.Type == JsonSchemaType.Array)) list.Required = false;
            return Task.CompletedTask;
        });
    }

    /// <summary>Everything the page needs comes from the portal itself; it works in a closed network and tells nobody who reads it.</summary>
    public static void Browse(ScalarOptions page) => page.WithTitle("OpsPortal API").WithOpenApiRoutePattern("/openapi/{documentName}.json").AddDocument("v1")
        .DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp().HideDeveloperTools();
}
