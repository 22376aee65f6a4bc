using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Features.Detect.Sources.Ledger;
using OpsPortal.Features.People.Demo;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Contracts.Intake;

/// <summary>A tool outside that sends to an intake, and what the portal made of it.</summary>
internal sealed class Sender(PortalHost portal) : IDisposable
{
    private readonly HttpClient _http = portal.CreateClient();

    public static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public Task<(int Status, string Body)> PostAsync(string path, string json, string? key = DemoPeople.IntakeKey, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, Encoding.UTF8.GetBytes(json), "application/json", key is null ? null : $"Bearer {key}", headers);

    public async Task<(int Status, string Body)> SendAsync(
        HttpMethod method, string path, byte[] body, string? type, string? authorization = $"Bearer {DemoPeople.IntakeKey}", params (string Name, string Value)[] headers)
    {
        var (status, answer, _) = await ExchangeAsync(method, path, body, type, authorization, headers);
        return (status, Encoding.UTF8.GetString(answer));
    }

    public async Task<(int Status, byte[] Body, string Type)> ExchangeAsync(
        HttpMethod method, string path, byte[] body, string? type, string? authorization = $"Bearer {DemoPeople.IntakeKey}", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new ByteArrayContent(body) };
        if (type is not null) request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value)) request.Content.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await _http.SendAsync(request, Stopping);
        return ((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(Stopping), answer.Content.Headers.ContentType?.MediaType ?? "");
    }

    public async Task<List<Event>> EventsAsync(string source)
    {
        await using var db = portal.Database();
        return await db.Events.AsNoTracking().Where(e => e.Source == source).OrderBy(e => e.Number).ToListAsync(Stopping);
    }

    /// <summary>The event whose label has this value; there is exactly one.</summary>
    public async Task<Event> EventAsync(string source, string label, string value) =>
        Assert.Single(await EventsAsync(source), e => e.Labels[label] == value);

    /// <summary>What is kept of a source, newest first.</summary>
    public async Task<List<SourceSample>> KeptAsync(string source, SampleKind kind)
    {
        await portal.Services.GetRequiredService<LedgerWriter>().WriteAsync(Stopping);
        await using var db = portal.Database();
        return await db.Set<SourceSample>().AsNoTracking().Where(s => s.Source == source && s.Kind == kind).OrderByDescending(s => s.At).ThenByDescending(s => s.Id).ToListAsync(Stopping);
    }

    public async Task<List<SignalView>> SignalsAsync(string source) =>
        (await KeptAsync(source, SampleKind.Signal)).ConvertAll(sample => SignalText.Read(sample.Body)!);

    public static string Of(IEnumerable<Label> labels, string name) => labels.FirstOrDefault(label => label.Name == name).Value ?? "";

    public void Dispose() => _http.Dispose();
}
