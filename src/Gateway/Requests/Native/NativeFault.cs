namespace Gateway.Requests.Native;

/// <summary>One thing that is wrong with what a system sent, and where in it.</summary>
internal sealed record NativeFault(string Message, string? Path, int? Line, int? Column);
