using System.Globalization;
using System.Text.RegularExpressions;
using OpsPortal.Domain.Detect.Significance;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Inform.Announcements;

/// <summary>Replaces <c>{placeholders}</c> in a title or an impact by what is known.</summary>
public static partial class AnnouncementText
{
    /// <summary>What may stand between braces.</summary>
    public static IReadOnlyList<string> Names { get; } = ["services", "start", "end", "duration"];

    /// <summary>Refused for a placeholder that stands for nothing, or for a time that is not set.</summary>
    public static Refusal? Check(string text, DateTimeOffset? starts, DateTimeOffset? ends)
    {
        foreach (var name in Placeholder().Matches(text).Select(match => match.Groups["name"].Value))
        {
            if (!Names.Contains(name)) return InformRefusals.UnknownPlaceholder(name);
            if ((name is "start" or "duration" && starts is null) || (name is "end" or "duration" && ends is null)) return InformRefusals.NoStartForPlaceholder(name);
        }

        return null;
    }

    /// <summary>The text as readers see it.</summary>
    /// <param name="services">Their public names, in the order shown.</param>
    public static string Fill(string text, IReadOnlyList<string> services, DateTimeOffset? starts, DateTimeOffset? ends) => Placeholder().Replace(text, match => match.Groups["name"].Value switch
    {
        "services" => services.Count == 0 ? "our services" : Joined(services),
        "start" when starts is { } at => Said(at),
        "end" when ends is { } at => Said(at),
        "duration" when starts is { } from && ends is { } to => Words.Span(to - from),
        _ => match.Value,
    });

    /// <summary>An instant for readers anywhere, as <c>1 March 2026 22:00 UTC</c>.</summary>
    public static string Said(DateTimeOffset at) => at.UtcDateTime.ToString("d MMMM yyyy HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Joined(IReadOnlyList<string> names) => names.Count == 1 ? names[0] : $"{string.Join(", ", names.Take(names.Count - 1))} and {names[^1]}";

    [GeneratedRegex(@"\{(?<name>[A-Za-z]+)\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();
}
