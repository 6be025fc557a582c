/** The drawing: two factories; one asks a question, the other sends the answer. */
import { useI18n } from '@/i18n'
import './scene.css'

export function Scene() {
  const { t } = useI18n()
  return (
    <svg className="scene" viewBox="0 0 640 440" role="img" aria-label={t('landing.scene')}>
      <rect className="sky" width="640" height="440" rx="24"/>
      <circle className="halo" cx="330" cy="236" r="112"/>
      <circle className="sun" cx="330" cy="236" r="72"/>
      <path className="dune far" d="M0 318c70-44 150-46 226-16 90 36 170 10 244-14 62-20 118-20 170 4v148H0z"/>
      <path className="dune" d="M0 350c96-34 196-26 300-8 120 20 230 4 340-22v96c0 13-11 24-24 24H24c-13 0-24-11-24-24z"/>
      <g className="palm">
        <path className="trunk" d="M330 380c-2-36 0-70 6-96"/>
        <path className="frond" d="M336 284c-16-14-34-14-48 0 18-4 34-2 48 0zM336 284c-8-20-26-28-44-22 20 4 34 12 44 22zM336 284c2-20 18-32 38-28-18 6-30 16-38 28zM336 284c16-12 34-10 46 6-16-6-32-8-46-6zM336 284c-4-12-2-28 6-36 2 14 0 26-6 36z"/>
        <path className="trunk" d="M368 380c0-22 2-40 6-56"/>
        <path className="frond" d="M374 324c-10-10-24-10-34 2 12-4 24-4 34-2zM374 324c0-14 10-22 24-20-12 4-20 12-24 20zM374 324c12-8 24-6 32 6-12-6-22-6-32-6zM374 324c-6-12-16-16-28-14 12 4 22 8 28 14z"/>
      </g>
      <g>
        <path className="wall-dark" d="M76 214h26v166H76z"/>
        <path className="band" d="M76 226h26v12H76zM76 250h26v12H76z"/>
        <path className="smoke" d="M89 204c0-16 14-16 14-30M89 204c0-10-8-14-8-24"/>
        <path className="wall" d="M60 380V300l56-34v34l56-34v34l56-34v34l52-32v112z"/>
        <path className="glass" d="M116 276v24h-39zM172 276v24h-39zM228 276v24h-39zM280 277v23h-36z"/>
        <path className="pane" d="M84 322h28v20H84zM124 322h28v20h-28zM164 322h28v20h-28z"/>
        <path className="door-shape" d="M214 380v-48h44v48z"/>
        <path className="slat" d="M214 344h44M214 356h44M214 368h44"/>
      </g>
      <g>
        <path className="tank" d="M430 380V250c0-14 44-14 44 0v130z"/>
        <path className="tank" d="M482 380V250c0-14 44-14 44 0v130z"/>
        <path className="ring" d="M430 282h44M430 318h44M482 282h44M482 318h44"/>
        <path className="pipe" d="M452 240v-14h52v14"/>
        <path className="wall" d="M514 380v-92l70-26v118z"/>
        <path className="wall-dark" d="M584 262h12v118h-12z"/>
        <path className="pane" d="M530 304h16v16h-16zM556 304h16v16h-16zM530 332h16v16h-16zM556 332h16v16h-16z"/>
      </g>
      <path className="parcel" d="M288 356h22v24h-22zM396 362h18v18h-18zM400 344h18v18h-18z"/>
      <path className="tape" d="M299 356v24M405 362v18M409 344v18"/>
      <path className="ground" d="M36 381h568"/>
      <path className="wire" d="M218 118c64-46 144-46 206 2"/>
      <g>
        <path className="asking" d="M112 66h92c9 0 16 7 16 16v64c0 9-7 16-16 16h-48l-22 26v-26h-22c-9 0-16-7-16-16V82c0-9 7-16 16-16z"/>
        <path className="mark" d="M142 102c0-22 32-22 32-2 0 14-15 14-15 28"/>
        <circle className="mark-dot" cx="159" cy="143" r="4.5"/>
      </g>
      <g>
        <path className="answering" d="M440 76h92c9 0 16 7 16 16v64c0 9-7 16-16 16h-14v26l-24-26h-54c-9 0-16-7-16-16V92c0-9 7-16 16-16z"/>
        <path className="bulb" d="M476 140c0-10-12-14-12-28 0-14 10-22 22-22s22 8 22 22c0 14-12 18-12 28z"/>
        <path className="mark thin" d="M477 149h18M480 157h12"/>
      </g>
    </svg>
  )
}
