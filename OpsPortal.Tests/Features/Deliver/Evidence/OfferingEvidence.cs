using AngleSharp.Dom;
using Bunit;
using Bunit.TestDoubles;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Evidence.Components;
using OpsPortal.Tests.Ui;

namespace OpsPortal.Tests.Features.Deliver.Evidence;

/// <summary>On the page of a change.</summary>
public sealed class OfferingEvidence : Screen
{
    [Theory]
    [InlineData(Duty.Auditor, "/api/v1/changes/CHG-12/evidence.pdf /api/v1/changes/CHG-12/evidence.json")]
    [InlineData(Duty.ReleaseManager, "")]
    public void Whoever_may_read_the_audit_trail_can_take_it_away(Duty duty, string expected)
    {
        var who = this.AddAuthorization();
        who.SetAuthorized("Dana Okafor");
        who.SetPolicies([.. Duties.Permits(duty)]);
        var links = Render<EvidenceButtons>(buttons => buttons.Add(one => one.Change, new(12))).FindAll("a[download]");
        Assert.Equal(expected, string.Join(' ', links.Select(link => link.GetAttribute("href"))));
    }
}
