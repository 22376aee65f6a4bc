using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using OpsPortal.Domain.People;
using OpsPortal.Features.People;

namespace OpsPortal.Ui.Shell.Bar;

/// <summary>Who is signed in, with which duties, and the way out.</summary>
public sealed partial class AccountMenu : ComponentBase
{
    [CascadingParameter] private Task<AuthenticationState>? Authentication { get; set; }

    private string Name { get; set; } = "";

    /// <summary>The duties as shown, or what their absence means.</summary>
    private string Duties { get; set; } = "";

    private string Initials => string.Concat(Name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2).Select(word => char.ToUpperInvariant(word[0])));

    protected override async Task OnParametersSetAsync()
    {
        if (Authentication is null) return;
        var user = (await Authentication).User;
        Name = user.ToActor().Name;
        var duties = user.FindAll(Actors.DutyClaim).Select(claim => Enum.TryParse<Duty>(claim.Value, out var duty) ? Domain.People.Duties.Title(duty) : claim.Value).ToList();
        Duties = duties.Count > 0 ? string.Join(", ", duties) : "No duty yet: ask an administrator";
    }
}
