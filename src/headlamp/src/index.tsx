// SPDX-License-Identifier: Apache-2.0
import {
  ApiProxy,
  ConfigStore,
  registerDetailsViewSection,
  registerPluginSettings,
} from '@kinvolk/headlamp-plugin/lib';
import {
  NameValueTable,
  SectionBox,
  StatusLabel,
} from '@kinvolk/headlamp-plugin/lib/CommonComponents';
import { KubeObject } from '@kinvolk/headlamp-plugin/lib/K8s/KubeObject';
import { Stack, TextField } from '@mui/material';
import { useEffect, useState } from 'react';
import * as headroom from './headroom';

/** Also the name in package.json: Headlamp keeps the settings under it. */
const plugin = 'headroom';
const kinds = ['ScaledObject', 'Deployment'];
const refreshMillis = 30_000;
/** The doctor waits up to 4 s for Kafka. */
const timeout = 10_000;

const useSettings = new ConfigStore<Partial<headroom.Place> | undefined>(plugin).useConfig();

interface Answer {
  shown: headroom.Shown[];
  findings: headroom.Finding[];
  trouble?: string;
}

async function ask(resource: KubeObject, place: headroom.Place): Promise<Answer> {
  const read = (path: string) =>
    ApiProxy.request(headroom.pathTo(place, path), { cluster: resource.cluster, timeout });
  const query = `?namespace=${encodeURIComponent(resource.metadata.namespace ?? '')}`;
  try {
    const [workloads, fleet, findings] = await Promise.all([
      read(`/workloads${query}`),
      read(`/fleet${query}`),
      read('/doctor'),
    ]);
    return { shown: headroom.shownFor(objectOf(resource), workloads, fleet, findings), findings };
  } catch (failure) {
    const status = (failure as { status?: number }).status;
    return { shown: [], findings: [], trouble: headroom.trouble(status, place) };
  }
}

function objectOf(resource: KubeObject): headroom.KubernetesObject {
  return { ...resource.jsonData, kind: resource.kind };
}

function rowsOf(findings: headroom.Finding[]) {
  return findings.map(one => ({
    name: (
      <StatusLabel status={one.severity === 'problem' ? 'error' : 'warning'}>
        {one.severity}
      </StatusLabel>
    ),
    value: (
      <>
        <b>{one.what}</b> {one.why} {one.do} <code>{one.code}</code>
      </>
    ),
  }));
}

function Decision({ resource }: { resource: KubeObject }) {
  const place = headroom.placeIn(useSettings());
  const [answer, setAnswer] = useState<Answer>();
  const { uid } = resource.metadata;

  useEffect(() => {
    let current = true;
    const refresh = () => ask(resource, place).then(next => current && setAnswer(next));
    refresh();
    // A tab in the background asks nothing.
    const timer = setInterval(() => document.hidden || refresh(), refreshMillis);
    return () => {
      current = false;
      clearInterval(timer);
    };
    // The object's status changes often, and the answer does not depend on it.
  }, [uid, place.namespace, place.service]);

  if (answer === undefined) {
    return <SectionBox title="Headroom">reading …</SectionBox>;
  }
  if (answer.shown.length === 0) {
    const object = objectOf(resource);
    const findings = headroom
      .namedBy(object)
      .flatMap(one => headroom.findingsAbout(one, answer.findings));
    return (
      <SectionBox title="Headroom">
        <p role="status">{answer.trouble ?? headroom.unknown(object)}</p>
        <NameValueTable rows={rowsOf(findings)} />
      </SectionBox>
    );
  }
  return (
    <>
      {answer.shown.map(one => (
        <SectionBox key={one.workload.workload} title={`Headroom: ${one.workload.workload}`}>
          <NameValueTable
            rows={[
              { name: 'Decision', value: headroom.sentence(one.workload) },
              { name: 'Replicas', value: headroom.replicas(one) },
              { name: 'State', value: one.standing?.state ?? 'not known yet' },
              { name: 'Error budget', value: headroom.budget(one.workload) },
              ...(one.findings.length > 0
                ? rowsOf(one.findings)
                : [
                    { name: 'Doctor', value: 'The doctor finds nothing wrong with this workload.' },
                  ]),
            ]}
          />
        </SectionBox>
      ))}
    </>
  );
}

/** Headlamp shows the section of every object, also while it reads the object. */
registerDetailsViewSection(({ resource }: { resource: KubeObject | null }) =>
  resource && kinds.includes(resource.kind) ? (
    <Decision key={resource.metadata.uid} resource={resource} />
  ) : null
);

function Settings(props: {
  data?: Partial<headroom.Place>;
  onDataChange?: (data: headroom.Place) => void;
}) {
  const place = { ...headroom.placeIn(), ...props.data };
  const field = (key: keyof headroom.Place, label: string) => (
    <TextField
      label={label}
      value={place[key]}
      onChange={event => props.onDataChange?.({ ...place, [key]: event.target.value.trim() })}
    />
  );
  return (
    <Stack spacing={2}>
      {field('namespace', 'Namespace of Headroom')}
      {field('service', 'Name of its Service')}
    </Stack>
  );
}

registerPluginSettings(plugin, Settings, true);
