using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Api;
using OpsPortal.Domain.Deliver.Readiness;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Live;
using OpsPortal.Outgoing.Webhooks;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Planning.Criteria;

/// <summary>A report as it is sent.</summary>
/// <param name="Check">As <c>security-baseline</c>.</param>
/// <param name="Service">The key of the service that was looked at.</param>
/// <param name="Environment">As the catalogue names it.</param>
/// <param name="ExpiresAt">The first instant at which it no longer counts.</param>
/// <param name="Summary">In words.</param>
/// <param name="Link">Where the whole of it can be looked at.</param>
internal sealed record ReportBody(string? Check, string? Service, string? Environment, bool? Passed, DateTimeOffset? ExpiresAt, string? Summary, string? Link);

/// <summary>Takes a signed report: who holds the secret said it, just now, and once.</summary>
internal sealed class TakeReport(IDbContextFactory<OpsDb> databases, Catalogue catalogue, IOptions<ReadinessOptions> options, ChangeFeed feed, TimeProvider clock)
{
    /// <summary>Longest body, in bytes.</summary>
    public const int MostBytes = 64 * 1024;

    /// <remarks>Refused without <see cref="Permissions.ReadinessReport"/>, for a signature that is not good or too old, a report that was taken before or has expired, and a service that is not known.</remarks>
    public async Task<Outcome<SignedReport>> RunAsync(Actor by, WebhookSeal seal, ReadOnlyMemory<byte> body, CancellationToken stopping)
    {
        if (!by.May(Permissions.ReadinessReport)) return Refusals.Forbidden(Permissions.ReadinessReport);
        var now = clock.GetUtcNow();
        if (Unsealed(seal, body.Span, now) is { } why) return why;
        var outcome = Read(seal, body.Span, by, now);
        if (outcome is not Outcome<SignedReport>.Done(var report)) return outcome;
        if (catalogue.Current.Find(report.Service) is null) return EstateRefusals.UnknownService(report.Service);
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<SignedReport>().AnyAsync(known => known.Id == report.Id, stopping)) return ReadinessRefusals.Replayed(report.Id);
        db.Add(report);
        db.Record(new Act(by, now, "readiness.report-taken", report.Service.Value, null, new { report.Id, report.Check, report.Environment, report.Passed, report.Summary, report.Link, report.IssuedAt, report.ExpiresAt }));
        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateException) when (!stopping.IsCancellationRequested)
        {
            // The same report came twice at the same moment; nothing else can be in its way.
            return ReadinessRefusals.Replayed(report.Id);
        }

        feed.Publish(ChangeKind.Readiness);
        feed.Publish(ChangeKind.Audit);
        return report;
    }

    private Refusal? Unsealed(WebhookSeal seal, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (options.Value.Secrets.Count == 0) return ReadinessRefusals.NoSecret();
        return StandardWebhooks.Complaint(options.Value.Secrets, seal, body, now) is { } why ? ReadinessRefusals.BadSignature(why) : null;
    }

    private static Outcome<SignedReport> Read(WebhookSeal seal, ReadOnlySpan<byte> bytes, Actor by, DateTimeOffset now)
    {
        ReportBody? body;
        try
        {
            body = JsonSerializer.Deserialize<ReportBody>(bytes, WireJson.Options);
        }
        catch (JsonException)
        {
            return ReadinessRefusals.BadReport("an object of JSON");
        }

        if (body is null) return ReadinessRefusals.BadReport("an object of JSON");
        if (!ServiceKey.TryParse(body.Service, null, out var service)) return ReadinessRefusals.BadReport("the key of a service");
        if (body.Passed is not { } passed) return ReadinessRefusals.BadReport("whether the check passed");
        if (body.ExpiresAt is not { } expires) return ReadinessRefusals.BadReport("when it expires");
        var report = new SignedReport
        {
            Id = seal.Id,
            Check = body.Check ?? "",
            Service = service,
            Environment = body.Environment?.Trim() ?? "",
            Passed = passed,
            Summary = (body.Summary ?? "").ReplaceLineEndings("\n").Trim(),
            Link = body.Link?.Trim() ?? "",
            IssuedAt = DateTimeOffset.FromUnixTimeSeconds(long.Parse(seal.Timestamp, CultureInfo.InvariantCulture)),
            ExpiresAt = expires,
            From = by.Name,
        };
        return report.Fault(now) is { } why ? why : report;
    }
}
