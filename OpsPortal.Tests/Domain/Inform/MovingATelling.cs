using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Inform.Destinations;
using OpsPortal.Domain.Inform.Notifications;
using OpsPortal.Domain.People;
using OpsPortal.Tests.Domain.Respond.Automation;
using static OpsPortal.Domain.Inform.Notifications.Loudness;
using static OpsPortal.Domain.Inform.Notifications.TellingState;

namespace OpsPortal.Tests.Domain.Inform;

/// <summary>What is told next follows from the event as it is and from what was told before.</summary>
public sealed class MovingATelling
{
    private static readonly DateTimeOffset Noon = Given.Noon;

    [Theory]
    [InlineData(Waiting, Silent, Waiting)]
    [InlineData(Waiting, Loud, Held)]
    [InlineData(Held, Silent, Waiting)]
    [InlineData(Held, Loud, Held)]
    [InlineData(Told, Silent, Told)]
    [InlineData(Told, Loud, Told)]
    [InlineData(Told, Over, Clearing)]
    [InlineData(Clearing, Loud, Told)]
    [InlineData(Clearing, Silent, Told)]
    [InlineData(Clearing, Over, Clearing)]
    public void From_where_it_stands(TellingState from, Loudness loudness, TellingState to)
    {
        var telling = Standing(from);
        telling.Look(loudness, holds: true, Noon, Noon);
        Assert.Equal((to, false), (telling.State, telling.IsDone));
    }

    [Theory]
    [InlineData(Waiting)]
    [InlineData(Held)]
    public void Who_was_not_told_that_it_fires_is_not_told_that_it_is_over(TellingState from)
    {
        var telling = Standing(from);
        telling.Look(Over, holds: true, Noon, Noon);
        Assert.True(telling.IsDone);
    }

    [Theory]
    [InlineData(Told)]
    [InlineData(Clearing)]
    public void Who_was_told_is_told_the_end_even_where_the_rule_is_gone(TellingState from)
    {
        var telling = Standing(from);
        telling.Look(Over, holds: false, Noon, Noon);
        Assert.Equal((Clearing, false), (telling.State, telling.IsDone));
    }

    [Fact]
    public void What_is_held_goes_earlier_but_never_later()
    {
        var telling = Standing(Held);
        telling.Look(Loud, holds: true, Noon.AddMinutes(-5), Noon);
        Assert.Equal(Noon.AddMinutes(-5), telling.DueAt);
        telling.Look(Loud, holds: true, Noon.AddMinutes(30), Noon);
        Assert.Equal(Noon.AddMinutes(-5), telling.DueAt);
    }

    [Fact]
    public void An_event_is_loud_only_while_it_stands_in_the_queue()
    {
        var e = Given.Event();
        Assert.Equal(Loud, Telling.Of(e));
        e.Suppress(Guid.CreateVersion7(Noon), Noon);
        Assert.Equal(Silent, Telling.Of(e));
        e.Suppress(null, Noon);
        Assert.IsType<OpsPortal.Domain.Kernel.Outcome<Event>.Done>(e.Snooze(Noon.AddHours(1), Given.Olga, Noon));
        Assert.Equal(Silent, Telling.Of(e));
        e.Clear(Noon, "over", Noon);
        Assert.Equal(Over, Telling.Of(e));
    }

    private static Telling Standing(TellingState state)
    {
        var telling = new Telling { Event = new(7), Destination = "mail:a@b", Kind = DestinationKind.Mail, Shown = "a@b", Rule = new(1), RuleName = "Mine" };
        if (state == Waiting) return telling;
        telling.Look(Loud, holds: true, Noon, Noon);
        if (state == Held) return telling;
        telling.Told(Guid.CreateVersion7(Noon), Noon);
        if (state == Clearing) telling.Look(Over, holds: true, Noon, Noon);
        return telling;
    }
}
