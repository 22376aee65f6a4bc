using OpsPortal.Features.Detect.Signals.Alertmanager.Wire;

namespace OpsPortal.Features.Detect.Signals.Alertmanager.Reading;

/// <summary>The alerts that fire: as one list by fingerprint, or grouped as the one route groups them.</summary>
internal sealed class GetAlerts(OpenAlerts alerts)
{
    public async Task ListAsync(HttpContext http)
    {
        if (await QueryAsync(http) is not { } query) return;
        var numbers = await alerts.InOrderAsync(query, http.RequestAborted);
        if (await JsonReply.BeginAsync(http) is not { } reply) return;
        await using (reply)
        {
            reply.Json.WriteStartArray();
            await WriteAsync(reply, alerts.ReadAsync(query, numbers, http.RequestAborted));
            reply.Json.WriteEndArray();
        }
    }

    public async Task GroupsAsync(HttpContext http)
    {
        if (await QueryAsync(http) is not { } query) return;
        var places = await alerts.InGroupsAsync(query, http.RequestAborted);
        if (await JsonReply.BeginAsync(http) is not { } reply) return;
        await using (reply)
        {
            var json = reply.Json;
            json.WriteStartArray();
            foreach (var group in places.GroupBy(place => place.Group))
            {
                json.WriteStartObject();
                json.WriteStartArray("alerts");
                await WriteAsync(reply, alerts.ReadAsync(query, group.Select(place => place.Number), http.RequestAborted));
                json.WriteEndArray();
                AlertJson.Labels(json, "labels", group.Key.Length == 0 ? [] : [new(OpenAlerts.GroupLabel, group.Key)]);
                json.WriteStartObject("receiver");
                json.WriteString("name", AlertQuery.Receiver);
                json.WriteEndObject();
                AlertJson.Labels(json, "routeLabels", []);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }

    private static async Task WriteAsync(JsonReply reply, IAsyncEnumerable<OpenAlert> open)
    {
        await foreach (var alert in open)
        {
            AlertJson.Write(reply.Json, alert);
            await reply.SendPartAsync();
        }
    }

    private static async Task<AlertQuery?> QueryAsync(HttpContext http)
    {
        var (query, error) = AlertQuery.Parse(http.Request.Query);
        if (error is not null) await error.WriteAsync(http.Response);
        return query;
    }
}
