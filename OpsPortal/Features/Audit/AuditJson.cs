using System.Text.Encodings.Web;
using System.Text.Json;
using OpsPortal.Api;

namespace OpsPortal.Features.Audit;

/// <summary>Entries of the audit trail as they leave the portal and come back to be verified.</summary>
internal static class AuditJson
{
    public static JsonSerializerOptions Options { get; } = Make();

    private static JsonSerializerOptions Make()
    {
        var json = new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        ApiJson.Apply(json);
        return json;
    }
}
