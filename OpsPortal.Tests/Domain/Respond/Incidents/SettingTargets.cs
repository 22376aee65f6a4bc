using Microsoft.Extensions.Configuration;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Respond.Incidents;

namespace OpsPortal.Tests.Domain.Respond.Incidents;

/// <summary>How soon incidents are to be taken on and resolved is the organisation's own choice, within reason.</summary>
public sealed class SettingTargets
{
    [Fact]
    public void What_is_set_is_taken_and_the_rest_is_as_usual()
    {
        var targets = Assert.IsType<Outcome<IncidentTargets>.Done>(Read(("P1:Response", "00:05:00"), ("P2:Resolution", "06:00:00")).ToTargets()).Value;
        Assert.Equal((TimeSpan.FromMinutes(5), TimeSpan.FromHours(4)), (targets[Priority.P1].Response, targets[Priority.P1].Resolution));
        Assert.Equal((TimeSpan.FromMinutes(30), TimeSpan.FromHours(6)), (targets[Priority.P2].Response, targets[Priority.P2].Resolution));
        Assert.Equal(IncidentTargets.Usual[Priority.P5], targets[Priority.P5]);
    }

    [Theory]
    [InlineData("P1:Response", "00:00:10")]
    [InlineData("P1:Response", "05:00:00")]
    [InlineData("P1:Resolution", "400.00:00:00")]
    [InlineData("P3:Response", "00:10:00")]
    [InlineData("P4:Resolution", "12:00:00")]
    public void Targets_that_contradict_each_other_are_refused_before_the_portal_starts(string key, string value)
    {
        var options = Read((key, value));
        Assert.Equal("incident.invalid-target", options.ToTargets().Refusal?.Code);
        Assert.True(new IncidentOptionsValidator().Validate(null, options).Failed);
    }

    private static IncidentOptions Read(params (string Key, string Value)[] targets)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(targets.Select(one => KeyValuePair.Create($"{IncidentOptions.Section}:Targets:{one.Key}", (string?)one.Value))).Build();
        return settings.GetSection(IncidentOptions.Section).Get<IncidentOptions>() ?? new();
    }
}
