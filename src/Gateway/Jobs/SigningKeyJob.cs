using Gateway.Security.Issuing;
using Microsoft.Extensions.Options;
using Quartz;

namespace Gateway.Jobs;

/// <summary>Has another key sign the gateway's own tokens when the one that does is old.</summary>
[DisallowConcurrentExecution]
internal sealed class SigningKeyJob(SigningKeys keys, IOptions<IssuingOptions> options) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await keys.RotateIfOlderAsync(options.Value.KeyLife, cancellationToken);
}
