using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Versions;

/// <summary>Finds the version in what an address answers.</summary>
public static class VersionText
{
    /// <summary>Backtracking is off, so that no answer takes longer than it is long; this is for the rest.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public static bool IsPointer(string text) => text.Length == 0 || (text[0] == '/' && !text.Replace("~0", "", StringComparison.Ordinal).Replace("~1", "", StringComparison.Ordinal).Contains('~', StringComparison.Ordinal));

    /// <summary>What is wrong with a regular expression, in words; null: nothing.</summary>
    public static string? PatternFault(string pattern)
    {
        try
        {
            _ = Compile(pattern);
            return null;
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException)
        {
            return OneLine.Of(wrong.Message, 200);
        }
    }

    /// <summary>The version, as it is written there. Refused where nothing stands there, and where what stands there cannot be a version.</summary>
    public static Outcome<string> Find(LookupKind kind, string expression, string answer)
    {
        var found = kind == LookupKind.JsonPointer ? At(answer, expression) : Match(answer, expression);
        if (found is not Outcome<string>.Done(var text)) return found;
        text = text.Trim();
        return text.Length is 0 or > ChangePlan.MaxVersionLength || Plain.HasUnprintable(text, lines: false) ? Nothing("What stands there is no version.") : text;
    }

    private static Outcome<string> At(string answer, string pointer)
    {
        try
        {
            using var json = JsonDocument.Parse(answer);
            return Walk(json.RootElement, pointer) switch
            {
                { ValueKind: JsonValueKind.String } text => text.GetString() ?? "",
                { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
                null => Nothing($"There is nothing at {pointer}."),
                _ => Nothing($"At {(pointer.Length == 0 ? "the top" : pointer)} stands neither a text nor a number."),
            };
        }
        catch (JsonException)
        {
            return Nothing("The answer is not JSON.");
        }
    }

    private static JsonElement? Walk(JsonElement root, string pointer)
    {
        JsonElement? at = root;
        foreach (var part in pointer.Split('/').Skip(1))
        {
            if (at is not { } here) return null;
            var name = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            at = here.ValueKind switch
            {
                JsonValueKind.Object when here.TryGetProperty(name, out var member) => member,
                JsonValueKind.Array when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < here.GetArrayLength() => here[place],
                _ => null,
            };
        }

        return at;
    }

    private static Outcome<string> Match(string answer, string pattern)
    {
        try
        {
            var match = Compile(pattern).Match(answer);
            if (!match.Success) return Nothing("The regular expression finds nothing.");
            return match.Groups["version"] is { Success: true } named ? named.Value : match.Groups.Count > 1 ? match.Groups[1].Value : match.Value;
        }
        catch (RegexMatchTimeoutException)
        {
            return Nothing("The regular expression takes too long.");
        }
    }

    private static Regex Compile(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Multiline, Patience);

    private static Refusal Nothing(string why) => new("version-lookup.nothing-found", why);
}
