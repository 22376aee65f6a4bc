using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.People;

namespace OpsPortal.Api;

/// <summary>The description of the REST API, made from the routes themselves.</summary>
internal static class ApiDocument
{
    public const string Name = "v1";

    public static void Describe(OpenApiOptions document)
    {
        document.ShouldInclude = route => route.RelativePath?.StartsWith("api/v1/", StringComparison.OrdinalIgnoreCase) == true;
        document.AddDocumentTransformer((api, _, _) =>
        {
            api.Info = new()
            {
                Title = "OpsPortal",
                Version = Name,
                Description = "Lists answer { items, next }; pass next as cursor for the page after it. What is refused is a problem (RFC 9457) with a code. Instants are RFC 3339 in UTC.",
            };

            // Whoever runs the portal decides its address.
            api.Servers = [new() { Url = "/" }];
            api.Components ??= new();
            api.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
            {
                ["key"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key, ops_…" },
            };
            api.Security = [new() { [new OpenApiSecuritySchemeReference("key", api)] = [] }];
            return Task.CompletedTask;
        });
        document.AddSchemaTransformer((schema, context, _) =>
        {
            var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
            if (type == typeof(EventNumber)) Set(schema, JsonSchemaType.String, "EVT-1042", null);
            else if (type == typeof(PersonId)) Set(schema, JsonSchemaType.String, null, "uuid");
            else if (type == typeof(LabelSet))
            {
                Set(schema, JsonSchemaType.Object, null, null);
                schema.AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String };
            }

            return Task.CompletedTask;
        });
    }

    private static void Set(OpenApiSchema schema, JsonSchemaType type, string? example, string? format)
    {
        (schema.Type, schema.Format, schema.Items) = (type, format, null);
        schema.Properties?.Clear();
        if (example is not null) schema.Examples = [JsonValue.Create(example)];
    }
}
