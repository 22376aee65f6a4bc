using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Inform.Announcements;
using OpsPortal.Domain.Inform.Status;
using OpsPortal.Domain.Kernel;
using OpsPortal.Tests.Domain.Respond.Automation;

namespace OpsPortal.Tests.Domain.Inform;

/// <summary>An announcement goes its way from draft to end, and says nothing that it does not mean.</summary>
public sealed class AnnouncingInTheDomain
{
    private static readonly DateTimeOffset Noon = Given.Noon;

    private static readonly (AnnouncementState From, AnnouncementState To)[] Arrows =
    [
        (AnnouncementState.Draft, AnnouncementState.Scheduled), (AnnouncementState.Draft, AnnouncementState.Published), (AnnouncementState.Draft, AnnouncementState.Cancelled),
        (AnnouncementState.Scheduled, AnnouncementState.Draft), (AnnouncementState.Scheduled, AnnouncementState.Published), (AnnouncementState.Scheduled, AnnouncementState.Cancelled),
        (AnnouncementState.Published, AnnouncementState.Updated), (AnnouncementState.Published, AnnouncementState.Ended), (AnnouncementState.Published, AnnouncementState.Cancelled),
        (AnnouncementState.Updated, AnnouncementState.Updated), (AnnouncementState.Updated, AnnouncementState.Ended), (AnnouncementState.Updated, AnnouncementState.Cancelled),
    ];

    [Fact]
    public void Only_the_arrows_of_the_diagram_are_allowed()
    {
        var every = Enum.GetValues<AnnouncementState>().SelectMany(before => Enum.GetValues<AnnouncementState>().Where(after => AnnouncementLifecycle.Allows(before, after)).Select(after => (before, after)));
        Assert.Equal(Arrows.Order(), every.Order());
    }

    [Fact]
    public void What_readers_have_is_not_edited_any_more()
    {
        var one = Made();
        Assert.Null(one.Publish(null, Given.Olga, Noon).Refusal);
        Assert.Equal("announcement.not-editable", one.Edit(Draft, Given.Olga, Noon).Refusal?.Code);
        Assert.Null(one.Update("Half done.", Noon.AddHours(5), null, Given.Olga, Noon).Refusal);
        Assert.Equal((AnnouncementState.Updated, Noon.AddHours(5), 1), (one.State, one.EndsAt, one.Updates.Count));
        Assert.Null(one.Finish(cancelled: false, "", Given.Olga, Noon).Refusal);
        Assert.Equal("announcement.not-from", one.Update("More.", null, null, Given.Olga, Noon).Refusal?.Code);
        Assert.Equal("This is over.", one.Updates[^1].Text);
    }

    [Fact]
    public void It_is_not_scheduled_into_the_past_nor_published_twice()
    {
        var one = Made();
        Assert.Equal("announcement.invalid-times", one.Publish(Noon.AddMinutes(-1), Given.Olga, Noon).Refusal?.Code);
        Assert.Null(one.Publish(Noon.AddHours(1), Given.Olga, Noon).Refusal);
        Assert.Equal(AnnouncementState.Scheduled, one.State);
        Assert.Null(one.Publish(null, Given.Olga, Noon).Refusal);
        Assert.Equal("announcement.not-from", one.Publish(null, Given.Olga, Noon).Refusal?.Code);
    }

    [Fact]
    public void What_cannot_be_meant_is_refused_with_the_reason()
    {
        Assert.Equal("announcement.invalid-times", (Draft with { EndsAt = Noon }).Check(Noon)?.Code);
        Assert.Equal("announcement.invalid-placeholder", (Draft with { Impact = "Until {midnight}" }).Check(Noon)?.Code);
        Assert.Equal("announcement.invalid-placeholder", (Draft with { StartsAt = null }).Check(Noon)?.Code);
        Assert.Equal("inform.invalid-text", (Draft with { Title = "Two\r\nlines" }).Check(Noon)?.Code);
        Assert.Equal("announcement.invalid-ahead", (Draft with { AheadMinutes = [1] }).Check(Noon)?.Code);
        Assert.Equal("announcement.invalid-link", (Draft with { Link = "javascript:alert(1)" }).Check(Noon)?.Code);
        Assert.Null(Draft.Check(Noon));
    }

    [Fact]
    public void Placeholders_are_filled_as_the_reader_sees_them()
    {
        var text = AnnouncementText.Fill("{services}: {start} to {end}, {duration}", ["Shop", "Search"], Noon, Noon.AddHours(2));
        Assert.Equal("Shop and Search: 1 March 2026 12:00 UTC to 1 March 2026 14:00 UTC, 2 h", text);
    }

    [Theory]
    [InlineData(null, "Operational", PublicLight.Operational)]
    [InlineData(Priority.P1, "Operational", PublicLight.Down)]
    [InlineData(Priority.P2, "Operational", PublicLight.Degraded)]
    [InlineData(Priority.P3, "Operational", PublicLight.Operational)]
    [InlineData(Priority.P1, "Maintenance", PublicLight.Maintenance)]
    [InlineData(null, "Maintenance,Down", PublicLight.Down)]
    [InlineData(Priority.P2, "Down", PublicLight.Down)]
    public void A_service_stands_as_bad_as_what_is_known_of_it(Priority? worst, string announced, PublicLight light) =>
        Assert.Equal(light, PublicLights.Of(worst, announced.Split(',').Select(Enum.Parse<PublicLight>)));

    private static AnnouncementDraft Draft { get; } = new() { Kind = SubjectKind.Maintenance, Title = "Work on {services}", Impact = "From {start}.", StartsAt = Noon.AddHours(2), EndsAt = Noon.AddHours(4) };

    private static Announcement Made() => Announcement.From(new(1), "", Draft, Given.Olga, Noon);
}
