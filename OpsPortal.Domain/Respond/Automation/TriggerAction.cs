using OpsPortal.Domain.Inform.Destinations;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Respond.Automation;

public enum ActionKind
{
    /// <summary>A signed POST with the event.</summary>
    Webhook,

    /// <summary>A program in the folder that the administrator has named.</summary>
    Script,

    /// <summary>A signed POST that also says what is to be scaled, and by how much.</summary>
    Scale,

    /// <summary>An incident about the event; one that is open about the same service may be joined instead.</summary>
    OpenIncident,

    /// <summary>A mail to people and to whoever is on call.</summary>
    Notify,
}

/// <summary>What a trigger does. Parts of another kind are kept but not used.</summary>
public sealed record TriggerAction
{
    public const int MaxUrlLength = 2000;
    public const int MaxArguments = 50;
    public const int MaxArgumentLength = 1000;
    public const int ShortestTimeOut = 1;
    public const int LongestTimeOut = 600;
    public const int MostScaled = 1000;
    public const int MaxTextLength = 1000;
    public const int MaxRecipients = 20;

    public ActionKind Kind { get; init; }

    /// <summary>Where a webhook or scale hook is posted to.</summary>
    public string Url { get; init; } = "";

    /// <summary>The name of a file in the folder of scripts.</summary>
    public string Script { get; init; } = "";

    /// <summary>One element is one argument of the script, whatever is in it; <c>{placeholders}</c> are replaced inside it.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>After so many seconds a request is given up, a script ended with all it has started.</summary>
    public int TimeOutSeconds { get; init; } = 10;

    /// <summary>What is scaled, as the receiver knows it; may hold <c>{placeholders}</c>.</summary>
    public string ScaleTarget { get; init; } = "{service}";

    /// <summary>How many more; fewer where negative.</summary>
    public int ScaleBy { get; init; } = 1;

    /// <summary>The receiver must not go below.</summary>
    public int ScaleMin { get; init; } = 1;

    /// <summary>The receiver must not go above.</summary>
    public int ScaleMax { get; init; } = 10;

    /// <summary>What the incident is called, or what a notification says; may hold <c>{placeholders}</c>. Empty: the title of the event.</summary>
    public string Text { get; init; } = "";

    /// <summary>An open incident about the same service takes the event in, so that a storm does not open one for each.</summary>
    public bool JoinsOpenIncident { get; init; } = true;

    /// <summary>Who is told: mail addresses, and <see cref="OnCall"/> for whoever is on call for the event's service.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>Stands among the recipients for the people who are on call for the event's service at that moment.</summary>
    public const string OnCall = "on-call";

    public bool IsPosted => Kind is ActionKind.Webhook or ActionKind.Scale;

    /// <summary>The first thing that stands in its way; null: nothing.</summary>
    public Refusal? Check()
    {
        if (TimeOutSeconds is < ShortestTimeOut or > LongestTimeOut) return AutomationRefusals.BadTimeOut();
        if (Kind == ActionKind.Script) return CheckScript();
        if (Kind is ActionKind.OpenIncident or ActionKind.Notify) return CheckText() ?? (Kind == ActionKind.Notify ? CheckRecipients() : null);
        if (Url.Length > MaxUrlLength || !Uri.TryCreate(Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")) return AutomationRefusals.BadUrl();
        if (url.UserInfo.Length > 0) return AutomationRefusals.UrlWithPassword();
        if (Kind != ActionKind.Scale) return null;
        if (ScaleBy is 0 or < -MostScaled or > MostScaled || ScaleMin < 0 || ScaleMax < ScaleMin || ScaleMax > MostScaled) return AutomationRefusals.BadScale();
        return string.IsNullOrWhiteSpace(ScaleTarget) ? AutomationRefusals.BadScale() : Placeholders.Unknown(ScaleTarget) is { } unknown ? AutomationRefusals.UnknownPlaceholder(unknown) : null;
    }

    private Refusal? CheckText()
    {
        if (Text.Length > MaxTextLength || Text.Any(char.IsControl)) return AutomationRefusals.BadText();
        return Placeholders.Unknown(Text) is { } unknown ? AutomationRefusals.UnknownPlaceholder(unknown) : null;
    }

    private Refusal? CheckRecipients() =>
        Recipients.Count is 0 or > MaxRecipients ? AutomationRefusals.BadRecipients() : Recipients.Where(one => one != OnCall).Select(one => EmailAddress.Read(one).Refusal).FirstOrDefault(no => no is not null);

    private Refusal? CheckScript()
    {
        if (!ScriptName.IsOne(Script)) return AutomationRefusals.BadScriptName();
        if (Arguments.Count > MaxArguments || Arguments.Any(argument => argument.Length > MaxArgumentLength || argument.Contains('\0', StringComparison.Ordinal))) return AutomationRefusals.BadArguments();
        return Arguments.Select(Placeholders.Unknown).FirstOrDefault(name => name is not null) is { } unknown ? AutomationRefusals.UnknownPlaceholder(unknown) : null;
    }
}
