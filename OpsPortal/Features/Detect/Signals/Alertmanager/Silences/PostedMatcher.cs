using System.Text.Json;
using OpsPortal.Domain.Detect.Maintenance;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Detect.Signals.Alertmanager.Wire;
using OpsPortal.Features.Detect.Signals.Wire;

namespace OpsPortal.Features.Detect.Signals.Alertmanager.Silences;

/// <summary>One matcher of a posted silence, as far as it was given.</summary>
internal struct PostedMatcher
{
    private string? _name;
    private string? _value;
    private bool? _isRegex;
    private bool? _isEqual;

    public readonly string? Value => _value;

    /// <summary>Reads the value the reader stands on; says why the whole body must be refused, or null.</summary>
    public string? Read(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartObject) return SilenceReader.WrongType(json.TokenType, "Silence.matchers", "models.Matcher");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = WireText.Read(ref json).ToLowerInvariant();
            json.Read();
            var wrong = name switch
            {
                "name" => SilenceReader.Text(ref json, "Matcher.matchers.name", ref _name),
                "value" => SilenceReader.Text(ref json, "Matcher.matchers.value", ref _value),
                "isregex" => Flag(ref json, "Matcher.matchers.isRegex", ref _isRegex),
                "isequal" => Flag(ref json, "Matcher.matchers.isEqual", ref _isEqual),
                _ => SilenceReader.Skip(ref json),
            };
            if (wrong is not null) return wrong;
        }

        return null;
    }

    /// <summary>The first member that must be there and is not; null where all are.</summary>
    public readonly string? Missing() => _isRegex is null ? "isRegex" : _name is null ? "name" : _value is null ? "value" : null;

    /// <summary>The matcher; ask <see cref="Missing"/> first. Refused where its regular expression is none.</summary>
    public readonly Outcome<Matcher> ToMatcher()
    {
        var kind = (_isRegex, _isEqual) switch
        {
            (true, false) => MatchKind.NotRegex,
            (true, _) => MatchKind.Regex,
            (_, false) => MatchKind.NotEqual,
            _ => MatchKind.Equal,
        };
        return Matcher.Create(_name ?? "", kind, _value ?? "");
    }

    private static string? Flag(ref Utf8JsonReader json, string field, ref bool? flag)
    {
        if (json.TokenType is not (JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null)) return SilenceReader.WrongType(json.TokenType, field, "bool");
        flag = json.TokenType == JsonTokenType.Null ? null : json.GetBoolean();
        return null;
    }
}
