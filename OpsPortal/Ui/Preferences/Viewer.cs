using Microsoft.AspNetCore.Components.Authorization;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.People;
using OpsPortal.Features.People;
using OpsPortal.Features.People.StepUps;

namespace OpsPortal.Ui.Preferences;

/// <summary>Who looks at this page, and how: person, theme and time zone of one browser.</summary>
public sealed class Viewer(AuthenticationStateProvider authentication, PreferenceBook preferences, TimeProvider clock)
{
    /// <summary>Theme or zone was set.</summary>
    public event Action? Changed;

    public string Theme { get; private set; } = Themes.System;

    /// <summary>The browser's zone; UTC until it is known.</summary>
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Takes what the browser told with its request.</summary>
    public void Meet(string? theme, string zone)
    {
        Theme = theme ?? Themes.System;
        SetZone(zone);
    }

    /// <summary>A zone we do not know leaves UTC.</summary>
    public void SetZone(string zone)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(Uri.UnescapeDataString(zone), out var known) || known.Id == Zone.Id) return;
        Zone = known;
        Changed?.Invoke();
    }

    public async Task ChooseThemeAsync(string theme)
    {
        Theme = theme;
        if ((await ActorAsync()).Person is { } person) await preferences.SetAsync(person, Themes.Preference, theme, CancellationToken.None);
        Changed?.Invoke();
    }

    /// <summary>Whoever is signed in now, with what they may do.</summary>
    public async Task<Actor> ActorAsync() => (await authentication.GetAuthenticationStateAsync()).User.ToActor();

    /// <summary>The same as segregation of duties asks for it, without a step-up.</summary>
    public async Task<ActingSession> SessionAsync() => (await authentication.GetAuthenticationStateAsync()).User.ToActingSession();

    public DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    /// <summary>A short name of the zone at an instant, as <c>UTC+02:00</c>.</summary>
    public string ZoneName(DateTimeOffset instant)
    {
        var offset = Zone.GetUtcOffset(instant);
        return offset == TimeSpan.Zero ? "UTC" : $"UTC{(offset < TimeSpan.Zero ? "−" : "+")}{offset:hh\\:mm}";
    }
}
