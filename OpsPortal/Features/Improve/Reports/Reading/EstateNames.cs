using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;

namespace OpsPortal.Features.Improve.Reports.Reading;

/// <summary>The names of services and teams as they are now: what was renamed since has its new name, what was deleted its old key.</summary>
public sealed class EstateNames(CatalogueSnapshot catalogue)
{
    /// <summary>What is shown where no service is known.</summary>
    public const string NoService = "(no service)";

    public const string NoTeam = "(no team)";

    public string Service(string key) => key.Length == 0 ? NoService : Find(key) is { } entry ? entry.Facts.Name : $"{key} (deleted)";

    public string TeamOf(string key) => Find(key)?.TeamName is { Length: > 0 } team ? team : NoTeam;

    /// <summary>Where the service opens; empty for one that is there no more.</summary>
    public string Href(string key) => Find(key) is null ? "" : $"/services/{key}";

    /// <summary>The keys that a question narrows to; null: it does not.</summary>
    public IReadOnlyList<string>? Narrow(ReportQuestion question)
    {
        if (question.Service.Length > 0) return question.Team is { } both && Find(question.Service)?.Facts.Team != both ? [] : [question.Service];
        return question.Team is { } team ? [.. catalogue.Services.Where(entry => entry.Facts.Team == team).Select(entry => entry.Key.Value)] : null;
    }

    /// <summary>Which services a question narrows to, in words; empty: all.</summary>
    public string Scope(ReportQuestion question)
    {
        var team = question.Team is { } id ? $"services of {Teams.FirstOrDefault(team => team.Id == id).Name ?? "a team that owns nothing now"}" : "";
        return string.Join(", ", new[] { question.Service.Length > 0 ? Service(question.Service) : "", team }.Where(part => part.Length > 0));
    }

    /// <summary>Teams that own something, by name.</summary>
    public IReadOnlyList<(TeamId Id, string Name)> Teams => [.. catalogue.Services.Where(entry => entry.Facts.Team is not null).Select(entry => (entry.Facts.Team!.Value, entry.TeamName)).Distinct().OrderBy(team => team.TeamName, StringComparer.OrdinalIgnoreCase)];

    public IReadOnlyList<(string Key, string Name)> Services => [.. catalogue.Services.Select(entry => (entry.Key.Value, entry.Facts.Name)).OrderBy(service => service.Name, StringComparer.OrdinalIgnoreCase)];

    private CatalogueEntry? Find(string key) => ServiceKey.TryParse(key, null, out var read) ? catalogue.Find(read) : null;
}
