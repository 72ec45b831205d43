namespace Gateway.EndToEnd.Tests.Disclosure;

/// <summary>The machine's time and what a test adds to it.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    public TimeSpan Shift { get; set; }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Shift;
}
