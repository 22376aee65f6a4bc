namespace OpsPortal.Domain.Estate;

/// <summary>How much an outage of a service hurts the organisation, least first.</summary>
public enum Criticality
{
    Low,
    Medium,
    High,
    Critical,
}

/// <summary>What an environment is for, the one nearest to users last.</summary>
public enum Tier
{
    Development,
    Test,
    Staging,
    Production,
}

/// <summary>What a component is.</summary>
public enum ComponentKind
{
    Application,
    Website,
    Worker,
    Database,
    Cache,
    Queue,
    Gateway,
    Host,
    Other,
}

/// <summary>In which way a service needs another.</summary>
public enum DependencyKind
{
    /// <summary>Asks it and waits for the answer.</summary>
    Calls,

    /// <summary>Keeps its state there.</summary>
    StoresIn,

    /// <summary>Is hosted or reached by it.</summary>
    RunsOn,

    /// <summary>Hands work over and does not wait.</summary>
    SendsTo,
}

/// <summary>Where a service runs, as <c>production-eu</c> of the tier production.</summary>
public sealed record ServiceEnvironment(string Name, Tier Tier);

/// <summary>A part of a service that is deployed by itself, the same in every environment.</summary>
public sealed record ServiceComponent(string Name, ComponentKind Kind);

/// <summary>A service that another needs.</summary>
/// <param name="To">The service that is needed.</param>
public sealed record Dependency(ServiceKey To, DependencyKind Kind);
