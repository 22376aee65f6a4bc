using OpsPortal.Domain.People;
using OpsPortal.Live;

namespace OpsPortal.Ui.Shell.Rail;

/// <summary>The number beside an area, such as the events that wait. Supplied by the feature the area belongs to.</summary>
public interface IAreaCount
{
    /// <summary>The area it stands beside.</summary>
    string Href { get; }

    /// <summary>What it counts, for a screen reader: <c>active events</c>.</summary>
    string Of { get; }

    /// <summary>When it may have changed.</summary>
    ChangeKind Kind { get; }

    /// <summary>Counts for whoever looks; many pages ask at once, so answers are shared where nothing has changed.</summary>
    Task<int> CountAsync(Actor by, CancellationToken stopping);
}
