using Microsoft.Extensions.Options;

namespace Gateway.Conformance;

/// <summary>Checks when the host starts that the folders are there.</summary>
internal sealed class ConformanceOptionsCheck : IValidateOptions<ConformanceOptions>
{
    public ValidateOptionsResult Validate(string? name, ConformanceOptions options)
    {
        var absent = options.Folders.Where(f => !Directory.Exists(f)).Select(f => $"{ConformanceOptions.Section}:Folders: {f} is no folder.").ToArray();
        return absent.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(absent);
    }
}
