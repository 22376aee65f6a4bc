using OpsPortal.Domain.Deliver.Deployments.Models;

namespace OpsPortal.Features.Deliver.Deployments.Pages.Editing.Form;

/// <summary>A ring, or a share of the traffic, as it is typed.</summary>
public sealed class GroupLine
{
    /// <summary>Of a ring.</summary>
    public string Name { get; set; } = "";

    public int Percent { get; set; } = 10;

    /// <summary>How long it is left alone, or held.</summary>
    public int Seconds { get; set; } = 600;

    public bool AskBefore { get; set; }

    /// <summary>Of a share: the new version is judged all that time.</summary>
    public bool Analyse { get; set; } = true;
}

/// <summary>In which way the new version comes to serve everybody, as it is chosen.</summary>
public sealed class ModelLines
{
    public const string Once = "all-at-once", Phased = "phased", BlueGreen = "blue-green", Canary = "canary";

    public string Kind { get; set; } = Once;

    /// <summary>Rings or shares, in order.</summary>
    public List<GroupLine> Groups { get; } = [];

    public int KeepWarmSeconds { get; set; } = 1800;

    public bool AskBeforeSwitch { get; set; }

    public static ModelLines Of(DeploymentModel model)
    {
        var lines = new ModelLines();
        switch (model)
        {
            case DeploymentModel.Phased phased:
                lines.Kind = Phased;
                lines.Groups.AddRange(phased.Rings.Select(ring => new GroupLine { Name = ring.Name, Percent = ring.Percent, Seconds = (int)ring.Soak.TotalSeconds, AskBefore = ring.AskBefore }));
                break;
            case DeploymentModel.Canary canary:
                lines.Kind = Canary;
                lines.Groups.AddRange(canary.Steps.Select(step => new GroupLine { Percent = step.Percent, Seconds = (int)step.Hold.TotalSeconds, AskBefore = step.AskBefore, Analyse = step.Analyse }));
                break;
            case DeploymentModel.BlueGreen both:
                (lines.Kind, lines.KeepWarmSeconds, lines.AskBeforeSwitch) = (BlueGreen, (int)both.KeepWarm.TotalSeconds, both.AskBeforeSwitch);
                break;
        }

        return lines;
    }

    public DeploymentModel ToModel() => Kind switch
    {
        Phased => new DeploymentModel.Phased([.. Groups.Select(ring => new Ring(ring.Name.Trim(), ring.Percent, TimeSpan.FromSeconds(ring.Seconds), ring.AskBefore))]),
        Canary => new DeploymentModel.Canary([.. Groups.Select(step => new CanaryStep(step.Percent, TimeSpan.FromSeconds(step.Seconds), step.Analyse, step.AskBefore))]),
        BlueGreen => new DeploymentModel.BlueGreen(TimeSpan.FromSeconds(KeepWarmSeconds), AskBeforeSwitch),
        _ => new DeploymentModel.AllAtOnce(),
    };
}
