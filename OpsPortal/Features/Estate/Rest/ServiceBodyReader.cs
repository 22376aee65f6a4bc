using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Exchange;
using OpsPortal.Features.Estate.Exchange;
using OpsPortal.Storage;

namespace OpsPortal.Features.Estate.Rest;

/// <summary>Reads a service from the body of a request, as files are read, and finds its owners.</summary>
internal sealed class ServiceBodyReader(IDbContextFactory<OpsDb> databases)
{
    /// <summary>Longest body of one service, in bytes.</summary>
    private const int MaxBytes = 1024 * 1024;

    /// <summary>The draft, or null and why.</summary>
    public async Task<(ServiceDraft? Draft, IReadOnlyList<FileFault> Faults)> ReadAsync(string key, HttpContext request)
    {
        if (await BoundedBody.ReadAsync(request, MaxBytes) is not { } bytes) return (null, [BoundedBody.TooLong]);
        var (root, unreadable) = CatalogueText.Parse(bytes.Span);
        if (root is null) return (null, [unreadable ?? new(1, "import.empty", "The body is empty.")]);
        if (root is SourceNode.Fields fields)
        {
            // The address says which service it is; a body that says it too must agree.
            if (fields.Values.FirstOrDefault(field => field.Name == "key") is not { } given) root = fields with { Values = [new(fields.Line, "key", new SourceNode.Scalar(fields.Line, key, ScalarKind.Text)), .. fields.Values] };
            else if (given.Value is not SourceNode.Scalar { Text: var text } || text != key) return (null, [new(given.Line, "service.invalid-key", "The key in the body is not the one in the address.")]);
        }

        var (entry, faults) = CatalogueFileReader.ReadService(root);
        if (faults.Count > 0) return (null, faults);
        await using var db = await databases.CreateDbContextAsync(request.RequestAborted);
        return await OwnedAsync(db, entry, request.RequestAborted);
    }

    private static async Task<(ServiceDraft? Draft, IReadOnlyList<FileFault> Faults)> OwnedAsync(OpsDb db, ServiceEntry entry, CancellationToken stopping)
    {
        var draft = entry.Draft;
        if (entry.Team is { } named)
        {
            var name = Team.KeyOf(named.Name);
            if (await db.Teams.Where(team => team.NameKey == name).Select(team => (TeamId?)team.Id).SingleOrDefaultAsync(stopping) is not { } team) return (null, [At(named.Line, EstateRefusals.UnknownTeam(named.Name))]);
            draft = draft with { Team = team };
        }

        if (entry.Person is { } who)
        {
            if ((await PersonNames.ReadAsync(db, stopping)).Find(who.Name) is not { } person) return (null, [At(who.Line, EstateRefusals.UnknownPerson(who.Name))]);
            draft = draft with { Person = person };
        }

        return (draft, []);
    }

    private static FileFault At(int line, Domain.Kernel.Refusal why) => new(line, why.Code, why.Message);
}
