using Microsoft.Extensions.Time.Testing;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Deliver.Approvals;
using OpsPortal.Features.Deliver.Changes;
using OpsPortal.Features.Deliver.Evidence;
using OpsPortal.Features.Deliver.Evidence.Checks;
using OpsPortal.Features.Deliver.Evidence.Print;
using OpsPortal.Live;
using OpsPortal.Storage;
using OpsPortal.Tests.Api;
using OpsPortal.Tests.Deliver;
using OpsPortal.Tests.Support;
using static OpsPortal.Tests.Deliver.House;

namespace OpsPortal.Tests.Features.Deliver.Evidence;

/// <summary>Evidence of what the portal keeps.</summary>
public abstract class ExportingEvidence(TestDatabase database)
{
    private static readonly Actor Auditor = new(null, "Otto", "ops_auditor", new HashSet<string> { Permissions.AuditRead }, "192.0.2.9");

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_decided_and_carried_out_is_given_out_whole_and_the_chain_knows_of_it()
    {
        await CarriedOutAsync(new Scene());
        var export = new ExportEvidence(new(database.Contexts), database.Contexts, new ChangeFeed(), new FakeTimeProvider(Packs.MadeAt));
        Assert.Equal(Refusals.ForbiddenCode, (await export.RunAsync(Auditor with { Permissions = new HashSet<string>() }, new(12), EvidenceForm.Json, Stopping)).Refusal?.Code);
        Assert.Equal("not-found", (await export.RunAsync(Auditor, new(13), EvidenceForm.Json, Stopping)).Refusal?.Code);
        var file = Scene.Done(await export.RunAsync(Auditor, new(12), EvidenceForm.Json, Stopping));
        var printed = Scene.Done(await export.RunAsync(Auditor, new(12), EvidenceForm.Pdf, Stopping));
        foreach (var given in new[] { file, PrintedPack.In(printed) ?? [] })
        {
            var (pack, findings) = EvidenceCheck.Judge(given);
            Assert.Empty(findings.Select(finding => finding.ToString()));
            Assert.Equal(["Approve", "Approve", "Spend"], pack!.Rounds.Single().Decisions.Select(decision => decision.Kind.ToString()));
            Assert.Equal(["Requester", "Author", "Trigger"], pack.Change.Participants.Select(participant => participant.Part.ToString()));
            var held = new PackInChain(pack);
            await foreach (var entry in new AuditQueries(database.Contexts).ChainAsync(Stopping)) held.See(entry);
            Assert.Empty(held.Findings.Select(finding => finding.ToString()));
        }
    }

    private async Task CarriedOutAsync(Scene scene)
    {
        await using var db = database.Open();
        scene.Approved("Ann", "Bob");
        db.Add(scene.Change);
        ChangeColumns.Write(db, scene.Change);
        db.AddRange(scene.Change.NewEntries);
        db.AddRange(scene.Change.NewRevisions);
        Rounds.Keep(db, scene.Round, scene.Subject);
        Record("change.requested", scene.House.Party("Rita"), Noon.AddHours(-1));
        Record("change.submitted", scene.House.Party("Rita"), Noon);
        foreach (var decision in scene.Round.Decisions) Record("change.approved", decision.By, decision.At);
        await db.SaveChangesAsync(Stopping);
        var told = scene.Change.NewEntries.Count;
        Assert.Null(scene.Start("Olga"));
        db.AddRange(scene.Change.NewEntries.Skip(told));
        Record("change.started", scene.House.Party("Olga"), Scene.InWindow);
        await db.SaveChangesAsync(Stopping);

        void Record(string act, Party by, DateTimeOffset at) => db.Record(new Act(new Actor(by.Person, by.Name, by.Account, Permissions.All, "192.0.2.1"), at, act, "CHG-12"));
    }
}

public sealed class ExportingEvidenceOnSqlite(SqliteDatabase database) : ExportingEvidence(database), IClassFixture<SqliteDatabase>;

public sealed class ExportingEvidenceOnPostgres(PostgresDatabase database) : ExportingEvidence(database), IClassFixture<PostgresDatabase>;

/// <summary>The same over HTTP.</summary>
public sealed class EvidenceOverHttp(PortalHost portal) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task A_draft_can_be_taken_away_and_holds()
    {
        using var api = new Caller(portal);
        var made = await api.PostAsync("/api/v1/changes", """{"title":"Checkout 2.1","environment":"production"}""");
        var number = made.Body.GetProperty("change").GetProperty("number").GetString();
        var file = await api.GetAsync($"/api/v1/changes/{number}/evidence.json");
        Assert.Empty(EvidenceCheck.Judge(System.Text.Encoding.UTF8.GetBytes(file.Text)).Findings.Select(finding => finding.ToString()));
        Assert.StartsWith("%PDF-", (await api.GetAsync($"/api/v1/changes/{number}/evidence.pdf")).Text, StringComparison.Ordinal);
        Assert.Equal("404 not-found", (await api.GetAsync("/api/v1/changes/CHG-4711/evidence.json")).Problem);
        Assert.Equal(2, (await api.GetAsync($"/api/v1/audit?object={number}&act={ExportEvidence.ActName}")).Each("sequence").Count());
    }
}
