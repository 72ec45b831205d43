namespace Gateway.Sources;

/// <summary>A number of a person or record in the system that gives it out.</summary>
public sealed record SourceIdentifier(string System, string Value)
{
    /// <summary>The system alone: the value is somebody's.</summary>
    public override string ToString() => System;
}
